package io.dcf.bridge.observe;

import io.dcf.bridge.connector.Probes;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.security.RoutePath;
import jakarta.servlet.RequestDispatcher;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs one line of each request, once its answer is complete, refusals of the container included: who asked, for what,
 * and how it went. Never a body, a query or a header's value but the request's id. Each part is a field of its own where
 * logs are structured. Requests for health are logged at debug.
 */
final class RequestLog extends EndOfRequest {

    private static final Logger log = LoggerFactory.getLogger("io.dcf.bridge.requests");

    @Override
    public void log(Request request, Response response, long nanos) {
        Level level = Probes.at(RoutePath.of(request)) ? Level.DEBUG : Level.INFO;
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        Line line = new Line(log.atLevel(level), request.getMethod(), path(request));
        line.put("status", status(request, response));
        line.put("code", request.getAttribute(ProblemWriter.CODE));
        line.put("operation", operation(request));
        line.put("function", function(request));
        line.put("bytesIn", request.getCoyoteRequest().getBytesRead());
        line.put("bytesOut", response.getBytesWritten(false));
        line.put("millis", TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0);
        line.put("caller", request.getRemoteAddr());
        if (request.getAttribute(Call.class.getName()) instanceof Call call) {
            line.put("callId", call.id());
            line.put("trace", call.trace().traceId());
        }
        line.log();
    }

    /** A line in the making: each part goes into its text, and beside it as a field. */
    private static final class Line {

        private final StringBuilder text = new StringBuilder(256);
        private LoggingEventBuilder event;

        Line(LoggingEventBuilder event, @Nullable String method, String path) {
            this.event = event;
            text.append(method).append(' ').append(path);
        }

        void put(String name, @Nullable Object value) {
            if (value != null) {
                event = event.addKeyValue(name, value);
                text.append(' ').append(name).append('=').append(value);
            }
        }

        void log() {
            event.log(text.toString());
        }
    }

    private static String path(Request request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : String.valueOf(request.getRequestURI());
    }

    private static @Nullable String operation(Request request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
                ? handler.getMethod().getName()
                : null;
    }

    /** A name that no function can have may hold anything, a line feed too; the path shows it encoded. */
    private static @Nullable String function(Request request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("name") instanceof String name
                        && FunctionName.isValid(name)
                ? name
                : null;
    }
}
