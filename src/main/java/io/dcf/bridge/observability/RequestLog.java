package io.dcf.bridge.observability;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.RouteTable;
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
 * Logs one line for each request at its end, including those that Tomcat refuses: the client, the request and its
 * outcome, but no body, query or header other than the request id. Each part is a field: the text format appends the
 * fields to the message, and structured formats write them separately. Health requests are logged at debug.
 */
final class RequestLog extends RequestEndValve {

    private static final Logger log = LoggerFactory.getLogger("io.dcf.bridge.requests");

    @Override
    public void log(Request request, Response response, long nanos) {
        Level level = RouteTable.isForOperators(request) ? Level.DEBUG : Level.INFO;
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = log.atLevel(level);
        line = put(line, "status", status(request, response));
        line = put(line, "code", request.getAttribute(ProblemWriter.CODE));
        line = put(line, "operation", operation(request));
        line = put(line, "function", function(request));
        line = put(line, "bytesIn", request.getCoyoteRequest().getBytesRead());
        line = put(line, "bytesOut", response.getBytesWritten(false));
        line = put(line, "millis", TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0);
        line = put(line, "caller", request.getRemoteAddr());
        if (request.getAttribute(CallContext.class.getName()) instanceof CallContext call) {
            line = put(line, "callId", call.id());
            line = put(line, "trace", call.trace().traceId());
        }
        line.log(request.getMethod() + " " + path(request));
    }

    private static LoggingEventBuilder put(LoggingEventBuilder line, String name, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(name, value);
    }

    private static String path(Request request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
                ? uri
                : String.valueOf(request.getRequestURI());
    }

    private static @Nullable String operation(Request request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
                ? handler.getMethod().getName()
                : null;
    }

    /** Only valid names, since others can contain anything, such as line feeds; the path shows them encoded. */
    private static @Nullable String function(Request request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("name") instanceof String name
                        && FunctionName.isValid(name)
                ? name
                : null;
    }
}
