package io.dcf.bridge.observe;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Logs one line of each request, once its answer is complete, refusals of the container included: who asked, for what,
 * and how it went. Never a body, a query or a header's value but the request's id. Each part is a field of its own where
 * logs are structured. Requests for health are logged at debug.
 */
final class RequestLog extends ValveBase implements AccessLog {

    private static final Logger log = LoggerFactory.getLogger("io.dcf.bridge.requests");

    private boolean requestAttributes;

    RequestLog() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        boolean probe = Probes.at(String.valueOf(request.getRequestURI()));
        LoggingEventBuilder event = probe ? log.atDebug() : log.atInfo();
        Map<String, Object> fields = fields(request, response, nanos);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log(() -> "%s %s %s".formatted(request.getMethod(), path(request), inWords(fields)));
    }

    private static Map<String, Object> fields(Request request, Response response, long nanos) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", response.getStatus());
        put(fields, "code", request.getAttribute(ProblemWriter.CODE));
        put(fields, "operation", operation(request));
        put(fields, "function", function(request));
        fields.put("bytesIn", request.getCoyoteRequest().getBytesRead());
        fields.put("bytesOut", response.getBytesWritten(false));
        fields.put("millis", TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0);
        put(fields, "caller", request.getRemoteAddr());
        if (request.getAttribute(Call.class.getName()) instanceof Call call) {
            fields.put("callId", call.id());
            fields.put("trace", call.trace().traceId());
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static String inWords(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
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

    /** Part of Tomcat's interface, for proxies' addresses; none are read here. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        requestAttributes = enabled;
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return requestAttributes;
    }
}
