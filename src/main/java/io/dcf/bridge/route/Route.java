package io.dcf.bridge.route;

/**
 * A row of the table of {@link Routes}.
 *
 * @param method HTTP's method, GET also for HEAD; {@code *} for any
 * @param pattern the path; {@code {name}} is a function's name, {@code {id}} any segment, {@code /**} at the end is any path below
 * @param access what the caller needs
 * @param body the size class of the request's body
 * @param content what browsers may do with the response
 * @param audience who uses it
 */
public record Route(String method, String pattern, Access access, Body body, Content content, Audience audience) {

    private static final String BELOW = "/**";

    /** The size class of a request's body. */
    public enum Body {
        /** Read at once, up to {@code bridge.limits.request-size}. */
        WHOLE,
        /** An invocation's input: read at once up to {@code bridge.limits.request-size}, or passed on in pieces. */
        INPUT,
        /** An input to be queued: read at once by its controller, up to {@code bridge.limits.request-size}. */
        QUEUED,
        /** Inputs of {@code bridge.limits.request-size} each, however many. */
        STREAM
    }

    /** How browsers may use a response. */
    public enum Content {
        /** Data: never stored, never a page that runs scripts. */
        DATA,
        /** The OpenAPI document: stored, and revalidated each time. */
        DOCUMENT,
        /** The web console and its files. */
        CONSOLE,
        /** The pages that explain problems, which run no scripts. */
        PROBLEMS,
        /** The Swagger UI and its files. */
        SWAGGER
    }

    /** Who uses a route. */
    public enum Audience {
        /** Clients of the API; the route is an operation of the OpenAPI document. */
        API,
        /** Clients of the API, in a way that OpenAPI cannot describe. */
        UNDOCUMENTED,
        /** Monitoring and operators: not limited, not traced, logged at debug. */
        OPERATORS,
        /** People with a browser. */
        PAGES
    }

    /** The same route with another requirement, as on the management port. */
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
