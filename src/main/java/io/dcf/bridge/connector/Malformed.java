package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what HTTP calls malformed and Tomcat lets pass: a line of HTTP/0.9, which has no version and would be answered without a
 * status or a header, and in HTTP/2 lengths that are no number.
 */
final class Malformed extends ValveBase {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    Malformed() {
        super(true);
    }

    /** What has been refused goes on all the same, to whoever writes the problem. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String protocol = request.getProtocol();
        if (!response.isErrorReportRequired()) {
            if (protocol == null || protocol.isEmpty()) {
                response.sendError(HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);
            } else if (protocol.equals("HTTP/2.0") && !isLength(request.getHeader("Content-Length"))) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        }
        getNext().invoke(request, response);
    }

    private static boolean isLength(@Nullable String text) {
        return text == null || LENGTH.matcher(text).matches();
    }
}
