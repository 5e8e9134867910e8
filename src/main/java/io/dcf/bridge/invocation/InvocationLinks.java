package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.route.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** The addresses of asynchronous invocations, as the client of the request sees them: with its context path and the prefix of its proxy. */
final class InvocationLinks {

    /** An id in the OpenAPI document. */
    static final String EXAMPLE = "01a22c9b-2334-7b6f-b797-2087518d9fb7";

    /** The form of ids in the OpenAPI document. */
    static final String FORM = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    private InvocationLinks() {}

    /** For Location. */
    static String of(HttpServletRequest request, String id) {
        return invocations(request) + "/" + id;
    }

    /** The next page of the list, for Link. */
    static String next(
            HttpServletRequest request,
            @Nullable FunctionName function,
            @Nullable InvocationState state,
            int limit,
            String position) {
        String uri = UriComponentsBuilder.fromPath(invocations(request))
                .queryParamIfPresent("function", Optional.ofNullable(function))
                .queryParamIfPresent("state", Optional.ofNullable(state).map(InvocationState::text))
                .queryParam("limit", limit)
                .queryParam("continue", position)
                .toUriString();
        return "<" + uri + ">; rel=\"next\"";
    }

    private static String invocations(HttpServletRequest request) {
        return path(ServletUriComponentsBuilder.fromServletMapping(request)) + Routes.ASYNC_INVOCATIONS_PATH;
    }

    /** What the client of the current request has before the paths of routes. */
    static String prefix() {
        return path(ServletUriComponentsBuilder.fromCurrentServletMapping());
    }

    private static String path(UriComponentsBuilder address) {
        String path = address.build().getPath();
        return path == null ? "" : path;
    }
}
