package io.dcf.bridge.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request head that HTTP calls malformed and Tomcat lets pass: a line of HTTP/0.9, which has no version and would be answered
 * without a status or a header, and in HTTP/2 lengths that are no number. Makes one line of a list that comes in several (RFC 9110, 5.3): code
 * that reads the header, in libraries too, may read only its first line.
 */
final class RequestHeadValve extends ValveBase {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private static final List<String> LISTS =
            List.of("Accept", "tracestate", "baggage", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

    /** Spring checks a weight that is written q= alone, and fails with a 500 for a Q= that is no number. */
    private static final Pattern WEIGHT = Pattern.compile("Q(?=[\\x00- ]*=)"); // Spring trims both

    RequestHeadValve() {
        super(true);
    }

    /** A request that has been refused goes on all the same, to the valve that writes the problem. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        if (!response.isErrorReportRequired()) {
            requireWellFormed(request.getProtocol(), headers, response);
        }
        joinLists(headers);
        String accept = headers.getHeader("Accept");
        if (accept != null && accept.indexOf('Q') >= 0) {
            headers.setValue("Accept").setString(weighed(accept));
        }
        getNext().invoke(request, response);
    }

    private static void requireWellFormed(@Nullable String protocol, MimeHeaders headers, Response response)
            throws IOException {
        if (protocol == null || protocol.isEmpty()) {
            response.sendError(HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);
        } else if (protocol.equals("HTTP/2.0") && !isLength(headers.getHeader("Content-Length"))) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    private static void joinLists(MimeHeaders headers) {
        for (String name : LISTS) {
            int first = headers.findHeader(name, 0);
            if (first >= 0 && headers.findHeader(name, first + 1) >= 0) {
                String list = String.join(", ", Collections.list(headers.values(name)));
                headers.setValue(name).setString(list);
            }
        }
    }

    /** An Accept header with its weights written q=. */
    static String weighed(String accept) {
        return WEIGHT.matcher(accept).replaceAll("q");
    }

    private static boolean isLength(@Nullable String text) {
        return text == null || LENGTH.matcher(text).matches();
    }
}
