package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Completes requests that Tomcat gives up without a word to whoever listens for their end: where the connection breaks after
 * they were completed by another thread, say. What they take up would never be given back, and the bridge's end would wait for
 * them. Tomcat calls an access log whenever it is done with a request.
 */
final class LastRites extends ValveBase implements AccessLog {

    private boolean requestAttributes;

    LastRites() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long time) {
        if (request.isAsync()) {
            request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null); // nothing is left to be written
            if (!request.isAsyncCompleting()) {
                complete(request);
            }
        }
        if (request.isAsync()) {
            request.getCoyoteRequest().action(ActionCode.ASYNC_POST_PROCESS, null);
        }
    }

    private void complete(Request request) {
        try {
            request.getCoyoteRequest().action(ActionCode.ASYNC_COMPLETE, null);
        } catch (IllegalStateException e) { // it is pending, which this thread would have seen to
            request.getCoyoteRequest().action(ActionCode.ASYNC_POST_PROCESS, null);
        }
    }

    /** Part of Tomcat's interface, for proxies' addresses; none are read here. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        requestAttributes = enabled;
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return requestAttributes;
    }
}
