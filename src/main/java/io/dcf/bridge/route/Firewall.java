package io.dcf.bridge.route;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring's strict firewall, with a fast check for plain paths, which the route table and the dispatcher always read
 * alike.
 */
public final class Firewall implements HttpFirewall {

    private final StrictHttpFirewall strict = new StrictHttpFirewall();

    public Firewall() {
        strict.setUnsafeAllowAnyHttpMethod(true); // an unknown method is a 405
        // As for plain paths: headers and parameters are checked by those who read them.
        strict.setAllowedHeaderNames(name -> true);
        strict.setAllowedHeaderValues(value -> true);
        strict.setAllowedParameterNames(name -> true);
        strict.setAllowedParameterValues(value -> true);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return isPlain(request.getRequestURI()) ? new PlainRequest(request) : strict.getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }

    /** Whether a path has only non-empty segments of letters, digits, '-' and '_', with single dots between these. */
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
            // Nothing was changed.
        }
    }
}
