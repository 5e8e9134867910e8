package io.dcf.gateway.call;

import java.net.http.HttpHeaders;
import java.util.function.Supplier;

/**
 * What an HTTP request says beside its body.
 *
 * @param target the function's own path and the query, as the caller wrote them, such as {@code /greet?name=Kim}
 * @param reader reads the headers, which are needed where the function speaks HTTP
 */
public record HttpRequestHead(String method, String target, Supplier<HttpHeaders> reader) {

    private static final String POST = "POST";

    HttpHeaders headers() {
        return reader.get();
    }

    /** Whether it only gives a function its input, which functions that do not speak HTTP take. */
    boolean isInvocation() {
        return method.equals(POST) && isRoot();
    }

    /** Whether it is for the function's own address, and no path below. */
    boolean isRoot() {
        return target.equals("/") || target.startsWith("/?");
    }
}
