package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionName;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The function, and the path below it, that a request is for.
 *
 * @param below the decoded path after the function's address: empty, or starting with '/'
 */
public record FunctionPath(FunctionName function, String below) {

    private static final String ROOT = "/";

    /** Whether there is a path below the function's address. */
    boolean isBelow() {
        return !below.isEmpty();
    }

    /** Whether the request can run any function, also one that does not speak HTTP. */
    boolean isInvokedBy(HttpServletRequest request) {
        return request.getMethod().equals("POST") && !isBelow();
    }

    /** The function's own path and the query, as the client wrote them. */
    String target(HttpServletRequest request) {
        String path = isBelow() ? request.getRequestURI().substring(addressLength(request)) : ROOT;
        @Nullable String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }

    /** The path of the function's address, as the client wrote it; the function does not see it. */
    String prefix(HttpServletRequest request) {
        return request.getRequestURI().substring(0, addressLength(request));
    }

    /** Decoding does not change slashes: Tomcat and the firewall refuse encoded ones, '//', '..' and ';'. */
    private int addressLength(HttpServletRequest request) {
        String uri = request.getRequestURI();
        int end = uri.length();
        for (long slashes = below.chars().filter(each -> each == '/').count(); slashes > 0; slashes--) {
            end = uri.lastIndexOf('/', end - 1);
        }
        return end;
    }
}
