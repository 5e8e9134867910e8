package io.dcf.bridge.filters;

import org.springframework.core.Ordered;

/**
 * The order in which a request passes Tomcat's valves and then the servlet filters. This is the one list of all of them. Spring's dispatcher and the
 * controllers come last.
 */
public final class FilterAndValveOrder {

    // Groups of Tomcat's valves: see EngineValves. ProblemValve, at the host, comes after them.

    /** {@code ForwardedValve}, {@code HeadersValve} and {@code ProbeValve}, on the management port too. */
    public static final int HEADER_VALVES = Ordered.HIGHEST_PRECEDENCE;

    /** {@code RequestLog} and {@code RequestMeter}, which Tomcat calls when a request has ended. */
    public static final int END_VALVES = HEADER_VALVES + 1;

    /** {@code RequestHeadValve}, {@code InputBufferTrimValve}, {@code ConnectionCloseValve} and {@code BrokenResponseValve}. */
    public static final int CONNECTION_VALVES = END_VALVES + 1;

    // Servlet filters.

    /** {@code CallContextFilter}; Boot's observation, which gives it the span, comes before. */
    public static final int CALL_CONTEXT = Ordered.HIGHEST_PRECEDENCE + 10;

    /** {@code PermitFilter}. */
    public static final int PERMITS = CALL_CONTEXT + 1;

    /** {@code PrefixFilter}. */
    public static final int PREFIX = PERMITS + 1;

    /** Spring Security's chain, see {@code ChainConfiguration}. */
    public static final int SECURITY = PREFIX + 1;

    /** {@code RateLimitFilter}, once the caller is known. */
    public static final int RATE_LIMIT = SECURITY + 1;

    /** {@code InvocationFilter}, which answers invocations itself. */
    public static final int INVOCATION = RATE_LIMIT + 1;

    /** {@code RequestSizeFilter}. */
    public static final int REQUEST_SIZE = INVOCATION + 1;

    /** {@code MethodsFilter}. */
    public static final int METHODS = REQUEST_SIZE + 1;

    private FilterAndValveOrder() {}
}
