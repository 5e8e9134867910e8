package io.dcf.bridge.route;

/**
 * A row of the table of {@link Routes}.
 *
 * @param method HTTP's method, GET also for HEAD; {@code *} for any
 * @param pattern the path, {@code {name}} for a function's name, {@code /**} at the end for all that is below
 * @param access what is required of the caller
 * @param body how much of a request's body is held at once
 * @param content what browsers may do with the response
 * @param audience whom it is for
 */
public record Route(String method, String pattern, Access access, Body body, Content content, Audience audience) {

    private static final String BELOW = "/**";

    /** The size class of a request's body. */
    public enum Body {
        /** Read at once, up to {@code bridge.limits.request-size}. */
        WHOLE,
        /** An invocation's input: read at once up to {@code bridge.limits.request-size}, or passed on in pieces. */
        INPUT,
        /** Inputs of {@code bridge.limits.request-size} each, however many. */
        STREAM
    }

    /** What a response is to browsers. */
    public enum Content {
        /** Data: never stored, never a page that runs scripts. */
        DATA,
        /** The OpenAPI document: stored, and asked for again each time. */
        DOCUMENT,
        /** The demo page and its files. */
        DEMO,
        /** The Swagger UI and its files. */
        SWAGGER
    }

    /** Whom a route is for. */
    public enum Audience {
        /** Callers of the API: documented as an operation of the OpenAPI document. */
        API,
        /** Callers of the API, in a way that OpenAPI cannot describe. */
        UNDOCUMENTED,
        /** Monitoring and operators: not limited, not traced, logged at debug. */
        OPERATORS,
        /** People with a browser. */
        PAGES
    }

    /** The same route where something else is required, as on the actuator's own port. */
    public Route with(Access other) {
        return new Route(method, pattern, other, body, content, audience);
    }

    /** The pattern without {@code /**} at its end. */
    public String address() {
        return isFolder() ? pattern.substring(0, pattern.length() - BELOW.length()) : pattern;
    }

    boolean isFolder() {
        return pattern.endsWith(BELOW);
    }
}
