package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Runs a task of an asynchronous request once its own thread has left all filters, so that nothing else touches the response any more. */
public final class AfterFilters extends ValveBase {

    private static final String TASK = AfterFilters.class.getName();

    AfterFilters() {
        super(true);
    }

    /**
     * Called on the request's own thread.
     *
     * @param task run on that thread, soon
     */
    public static void run(HttpServletRequest request, Runnable task) {
        request.setAttribute(TASK, task);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try {
            getNext().invoke(request, response);
        } finally {
            if (request.getAttribute(TASK) instanceof Runnable task) {
                request.removeAttribute(TASK);
                task.run();
            }
        }
    }
}
