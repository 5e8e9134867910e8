package io.dcf.bridge.credential;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads the credentials of a request. */
public final class Credentials {

    /**
     * The prefix of a subprotocol in which a page sends credentials with a WebSocket, since browsers allow no headers
     * there. The header's value follows in base64url. The bridge never selects this subprotocol, so a page offers a
     * real one too.
     */
    private static final String SUBPROTOCOL = "authorization.";

    private Credentials() {}

    /** The value of the Authorization header after the scheme; null where it has another scheme. */
    public static @Nullable String of(HttpServletRequest request, String scheme) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String value = header != null ? header : ofWebSocket(request);
        return value != null
                        && value.length() > scheme.length()
                        && value.charAt(scheme.length()) == ' '
                        && value.regionMatches(true, 0, scheme, 0, scheme.length())
                ? value.substring(scheme.length() + 1).strip()
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
