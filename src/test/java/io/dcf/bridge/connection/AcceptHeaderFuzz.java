package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.dcf.bridge.http.AcceptHeader;
import java.util.List;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;

/** Accept headers that Spring has accepted: each selects one of the possible types. */
public final class AcceptHeaderFuzz {

    private static final List<String> TYPES = List.of("text/plain", "application/x-ndjson", "text/event-stream");
    private static final HeaderContentNegotiationStrategy SPRING = new HeaderContentNegotiationStrategy();

    private AcceptHeaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String accept =
                RequestHeadValve.lowercaseWeights(new String(bytes, ISO_8859_1)); // as all behind the valve see it
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", accept);
        try {
            SPRING.resolveMediaTypes(new ServletWebRequest(request));
        } catch (HttpMediaTypeNotAcceptableException e) {
            return;
        }
        if (!TYPES.contains(AcceptHeader.of(accept, TYPES))) {
            throw new AssertionError(accept);
        }
    }
}
