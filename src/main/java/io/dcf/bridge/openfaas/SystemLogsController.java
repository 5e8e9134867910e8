package io.dcf.bridge.openfaas;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.Since;
import io.dcf.bridge.functionlog.LogFollower;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Reads and follows logs, as one JSON object a line. The log of a function that does not exist is empty. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class SystemLogsController {

    private final FunctionReads functions;
    private final LogFollower follower;
    private final FunctionAccess access;
    private final JsonMapper json;

    SystemLogsController(FunctionReads functions, LogFollower follower, FunctionAccess access, JsonMapper json) {
        this.functions = functions;
        this.follower = follower;
        this.access = access;
        this.json = json;
    }

    /** @param tail the number of last lines of each instance; all of them where it is below 0 */
    @GetMapping(Routes.SYSTEM_LOGS_PATH)
    void logs(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String namespace,
            @RequestParam(defaultValue = "") String instance,
            @RequestParam(defaultValue = "-1") int tail,
            @RequestParam(required = false) @Nullable Since since,
            @RequestParam(defaultValue = "false") boolean follow,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        access.require(name);
        OnlyNamespace.require(namespace);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        if (!FunctionName.isValid(name) || !exists(new FunctionName(name))) {
            return;
        }
        FunctionName function = new FunctionName(name);
        UnaryOperator<FunctionLog> part = log -> {
            FunctionLog recent = since == null ? log : log.since(since);
            return tail < 0 ? recent : recent.tail(tail);
        };
        Function<LogLine, @Nullable Object> line = each -> {
            LogMessage message = LogMessage.of(name, each);
            return instance.isEmpty() || instance.equals(message.instance()) ? message : null;
        };
        if (follow) {
            follower.follow(function, line, part, request, response);
        } else {
            write(part.apply(new FunctionLog(functions.logs(function))), line, response.getOutputStream());
        }
    }

    private void write(FunctionLog log, Function<LogLine, @Nullable Object> line, OutputStream body)
            throws IOException {
        for (LogLine each : log.lines()) {
            Object message = line.apply(each);
            if (message != null) {
                body.write(json.writeValueAsBytes(message));
                body.write('\n');
            }
        }
    }

    private boolean exists(FunctionName name) {
        try {
            functions.requireKnown(name);
            return true;
        } catch (GatewayException e) {
            if (!e.isUnknownFunction()) {
                throw e;
            }
            return false;
        }
    }
}
