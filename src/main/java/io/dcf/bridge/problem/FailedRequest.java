package io.dcf.bridge.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a problem says about its request.
 *
 * @param method the method; the log has it
 * @param path the path, as the client sent it
 * @param prefix what the client's paths have before those of the routes: the context path, which includes the prefix of a proxy
 * @param traceId the id of the trace; null if no filter of the bridge has seen the request
 */
public record FailedRequest(
        String method, String path, String prefix, @Nullable String traceId) {

    public static FailedRequest of(HttpServletRequest request) {
        return of(request.getMethod(), request);
    }

    /** @param method what the log has as the method */
    public static FailedRequest of(String method, HttpServletRequest request) {
        Object failedAt = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = failedAt instanceof String original ? original : request.getRequestURI();
        return new FailedRequest(method, path, prefix(request), ProblemWriter.traceId(request));
    }

    /** The container has no context for a request that it refuses itself. */
    private static String prefix(HttpServletRequest request) {
        String context = request.getContextPath() == null ? "" : request.getContextPath();
        return request.getPathInfo() == null
                ? context
                : context + request.getServletPath(); // of spring.mvc.servlet.path
    }
}
