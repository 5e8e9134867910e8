package io.dcf.bridge.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Measures requests as {@code http.server.requests}, with the labels of Spring's observation; {@code exception} is
 * always none. It replaces that observation where there are no traces, since the observation costs more than the rest
 * of an invocation.
 */
final class RequestMeter extends RequestEndValve {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT");
    private static final String UNKNOWN = "UNKNOWN";

    /** The labels of a timer that differ between requests. */
    private record Labels(String method, String uri, int status) {}

    private final MeterRegistry meters;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    RequestMeter(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        int status = status(request, response);
        timers.computeIfAbsent(new Labels(method(request), uri(request, status), status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String method(Request request) {
        String method = request.getMethod();
        return method != null && METHODS.contains(method) ? method : UNKNOWN;
    }

    private static String uri(Request request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            return pattern.isEmpty() ? "root" : pattern;
        }
        return switch (status / 100) {
            case 3 -> "REDIRECTION";
            default -> status == 404 ? "NOT_FOUND" : UNKNOWN;
        };
    }

    private Timer timer(Labels labels) {
        return Timer.builder("http.server.requests")
                .description("duration of requests, until the response is complete")
                .tags("method", labels.method(), "uri", labels.uri(), "status", String.valueOf(labels.status()))
                .tags("outcome", outcome(labels.status()), "exception", "none", "error", "none")
                .register(meters);
    }

    private static String outcome(int status) {
        HttpStatus.Series series = HttpStatus.Series.resolve(status);
        return series == null
                ? UNKNOWN
                : switch (series) {
                    case INFORMATIONAL -> "INFORMATIONAL";
                    case SUCCESSFUL -> "SUCCESS";
                    case REDIRECTION -> "REDIRECTION";
                    case CLIENT_ERROR -> "CLIENT_ERROR";
                    case SERVER_ERROR -> "SERVER_ERROR";
                };
    }
}
