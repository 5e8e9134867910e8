package io.dcf.bridge.connection;

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
 * Corrects or refuses request heads, with workarounds for Tomcat 11.0.27 and Spring Framework 7.0.9 (docs/decisions/0038-request-heads.md):
 *
 * <ul>
 *   <li>Tomcat answers a line of HTTP/0.9 without a status or headers. Here it is 505. Remove when: {@code
 *       TomcatFaultTests.aLineOfHttp09IsAnsweredWithoutAStatus} fails.
 *   <li>Tomcat accepts a Content-Length of HTTP/2 that is not a number. Here it is 400. Remove when: Tomcat refuses it.
 *   <li>A list header may have several lines (RFC 9110, 5.3), of which libraries read the first only. They become one line.
 *   <li>Spring validates a weight in Accept only if it is spelled {@code q=}, and fails with 500 for an invalid {@code Q=} (spring-framework#37192).
 *       Here it becomes {@code q=}. Remove when: Boot has a Spring Framework with that change.
 * </ul>
 */
final class RequestHeadValve extends ValveBase {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private static final List<String> LISTS =
            List.of("Accept", "tracestate", "baggage", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

    private static final Pattern UPPERCASE_WEIGHT = Pattern.compile("Q(?=[\\x00- ]*=)"); // Spring trims both sides

    RequestHeadValve() {
        super(true);
    }

    /** Passes a refused request on too, to the valve that writes the problem. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        if (!response.isErrorReportRequired()) {
            requireWellFormed(request.getProtocol(), headers, response);
        }
        joinLists(headers);
        String accept = headers.getHeader("Accept");
        if (accept != null && accept.indexOf('Q') >= 0) {
            headers.setValue("Accept").setString(lowercaseWeights(accept));
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

    /** An Accept header with its weights spelled q=. */
    static String lowercaseWeights(String accept) {
        return UPPERCASE_WEIGHT.matcher(accept).replaceAll("q");
    }

    private static boolean isLength(@Nullable String text) {
        return text == null || LENGTH.matcher(text).matches();
    }
}
