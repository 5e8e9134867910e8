package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionName;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a request asks for.
 *
 * @param below what of the path follows the function's address, decoded: empty, or '/' and more
 */
record FunctionPath(FunctionName function, String below) {

    private static final String ROOT = "/";

    /** Whether it is more than the function's address. */
    boolean isBelow() {
        return !below.isEmpty();
    }

    /** Whether the request can run any function, also one that does not speak HTTP. */
    boolean isInvokedBy(HttpServletRequest request) {
        return request.getMethod().equals("POST") && !isBelow();
    }

    /** The function's own path and the query, as the caller wrote them. */
    String target(HttpServletRequest request) {
        String path = isBelow() ? request.getRequestURI().substring(addressLength(request)) : ROOT;
        @Nullable String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }

    /** The path of the function's address, as the caller wrote it: what is missing from the path that the function sees. */
    String prefix(HttpServletRequest request) {
        return request.getRequestURI().substring(0, addressLength(request));
    }

    /** Decoding changes no slash: Tomcat and the firewall refuse paths with an encoded one, with '//', with '..' and with ';'. */
    private int addressLength(HttpServletRequest request) {
        String uri = request.getRequestURI();
        int end = uri.length();
        for (long slashes = below.chars().filter(each -> each == '/').count(); slashes > 0; slashes--) {
            end = uri.lastIndexOf('/', end - 1);
        }
        return end;
    }
}
