package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/** Makes one line of a list that comes in several (RFC 9110, 5.3): whoever reads the header, libraries too, may read its first line alone. */
final class HeaderLinesValve extends ValveBase {

    private static final List<String> LISTS =
            List.of("Accept", "tracestate", "baggage", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

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
        getNext().invoke(request, response);
    }
}
