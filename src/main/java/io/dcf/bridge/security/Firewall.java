package io.dcf.bridge.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Spring's strict firewall, for paths that are not plain: those cannot mean one thing to the rules and another to what serves them. */
public final class Firewall implements HttpFirewall {

    private final StrictHttpFirewall strict = new StrictHttpFirewall();

    Firewall() {
        strict.setUnsafeAllowAnyHttpMethod(true); // what no route takes is a 405
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return isPlain(request.getRequestURI()) ? new PlainRequest(request) : strict.getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }

    /** Letters, digits, '-' and '_' in segments that are not empty, and dots between them. */
    static boolean isPlain(String path) {
        char last = 'x';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean separates = c == '/' || c == '.';
            if (separates ? last == '/' && i > 0 || last == '.' : !isWord(c)) {
                return false;
            }
            last = c;
        }
        return last != '.';
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private static final class PlainRequest extends FirewalledRequest {

        PlainRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public void reset() {
            // There is nothing that was changed.
        }
    }
}
