package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/** Makes one line of a list that comes in several (RFC 9110, 5.3): code that reads the header, in libraries too, may read only its first line. */
final class HeaderLinesValve extends ValveBase {

    private static final List<String> LISTS =
            List.of("Accept", "tracestate", "baggage", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

    /** Spring checks a weight that is written q= alone, and fails with a 500 for a Q= that is no number. */
    private static final Pattern WEIGHT = Pattern.compile("Q(?=[\\x00- ]*=)"); // Spring trims both

    HeaderLinesValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        for (String name : LISTS) {
            int first = headers.findHeader(name, 0);
            if (first >= 0 && headers.findHeader(name, first + 1) >= 0) {
                String list = String.join(", ", Collections.list(headers.values(name)));
                headers.setValue(name).setString(list);
            }
        }
        String accept = headers.getHeader("Accept");
        if (accept != null && accept.indexOf('Q') >= 0) {
            headers.setValue("Accept").setString(weighed(accept));
        }
        getNext().invoke(request, response);
    }

    /** An Accept header with its weights written q=. */
    static String weighed(String accept) {
        return WEIGHT.matcher(accept).replaceAll("q");
    }
}
