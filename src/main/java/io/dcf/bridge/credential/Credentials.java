package io.dcf.bridge.credential;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Finds what a request says of its caller. */
public final class Credentials {

    /**
     * How a page sends them with a WebSocket, for which browsers let it set no header: a subprotocol of this prefix and, in base64url, the
     * header's value. It is never the subprotocol that is selected, so a page offers a real one beside it.
     */
    private static final String SUBPROTOCOL = "authorization.";

    private Credentials() {}

    /** What follows the scheme's name in the Authorization header; null where the scheme is not used. */
    public static @Nullable String of(HttpServletRequest request, String scheme) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String said = header != null ? header : ofWebSocket(request);
        return said != null
                        && said.length() > scheme.length()
                        && said.charAt(scheme.length()) == ' '
                        && said.regionMatches(true, 0, scheme, 0, scheme.length())
                ? said.substring(scheme.length() + 1).strip()
                : null;
    }

    private static @Nullable String ofWebSocket(HttpServletRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            return null;
        }
        for (String line : Collections.list(request.getHeaders("Sec-WebSocket-Protocol"))) {
            for (String each : line.split(",")) {
                if (each.strip().startsWith(SUBPROTOCOL)) {
                    return decoded(each.strip().substring(SUBPROTOCOL.length()));
                }
            }
        }
        return null;
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
