package io.dcf.gateway.call;

import java.net.http.HttpHeaders;
import java.util.function.Supplier;

/**
 * An HTTP request without its body.
 *
 * @param target the path below the function's address and the query, as the caller sent them, such as {@code /greet?name=Kim}
 * @param reader reads the headers; called only for functions that speak HTTP
 */
public record HttpRequestHead(String method, String target, Supplier<HttpHeaders> reader) {

    private static final String POST = "POST";

    HttpHeaders headers() {
        return reader.get();
    }

    /** Whether it only carries an input, which functions that do not speak HTTP accept too. */
    boolean isInvocation() {
        return method.equals(POST) && isRoot();
    }

    /** Whether its path is that of the function itself. */
    boolean isRoot() {
        return target.equals("/") || target.startsWith("/?");
    }
}
