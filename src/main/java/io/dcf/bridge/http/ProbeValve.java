package io.dcf.bridge.http;

import io.dcf.bridge.route.Access;
import io.dcf.bridge.route.Route;
import io.dcf.bridge.route.Route.Audience;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Makes health responses JSON for any Accept header: a probe reads only the status, and a 406 would mean that the bridge is down. */
public final class ProbeValve extends ValveBase {

    public ProbeValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isHealth(RouteTable.match(request).route())) {
            request.getCoyoteRequest()
                    .getMimeHeaders()
                    .setValue(HttpHeaders.ACCEPT)
                    .setString(MediaType.APPLICATION_JSON_VALUE);
        }
        getNext().invoke(request, response);
    }

    private static boolean isHealth(Route route) {
        return route.audience() == Audience.OPERATORS && route.access() == Access.OPEN;
    }
}
