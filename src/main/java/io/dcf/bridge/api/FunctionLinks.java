package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.route.Routes;
import java.net.URI;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The addresses of functions, as the client of the current request sees them: with its context path and the prefix of its proxy. */
final class FunctionLinks {

    private FunctionLinks() {}

    /** For Location. */
    static URI of(FunctionName name) {
        return URI.create(functions() + "/" + name);
    }

    /** The next page of the list, for Link. */
    static String next(int limit, String position) {
        return "<" + functions() + "?limit=" + limit + "&continue=" + position + ">; rel=\"next\"";
    }

    private static String functions() {
        String path =
                ServletUriComponentsBuilder.fromCurrentServletMapping().build().getPath();
        return (path == null ? "" : path) + Routes.FUNCTIONS_PATH;
    }
}
