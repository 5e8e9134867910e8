package io.dcf.bridge.security;

import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/**
 * The headers that restrict what browsers do with a response. They are set before the request is processed, so that every response has them, also
 * those of Tomcat itself.
 */
final class SecurityHeaders {

    /** The policy of the console, which has only files; lit-html makes its templates with a policy of its own for trusted types. */
    private static final String CONSOLE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types lit-html";

    /** The policy of the Swagger UI, which sets styles on elements and has images in its style sheet. */
    private static final String SWAGGER = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The policy of the pages that explain problems. */
    private static final String PROBLEMS =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';" + " frame-ancestors 'none'";

    /** The policy of all other responses: output of functions must not run as a page. */
    private static final String ANSWER = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    private SecurityHeaders() {}

    static void write(HttpServletRequest request, HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
        switch (RouteTable.match(request).route().content()) {
            case CONSOLE -> writePage(response, CONSOLE);
            case PROBLEMS -> writePage(response, PROBLEMS);
            case SWAGGER -> writePage(response, SWAGGER);
            case DOCUMENT -> writeData(response, "no-cache");
            case DATA -> writeData(response, "no-store");
        }
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void writePage(HttpServletResponse response, String policy) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static void writeData(HttpServletResponse response, String caching) {
        response.setHeader("Content-Security-Policy", ANSWER);
        response.setHeader("Cache-Control", caching);
    }
}
