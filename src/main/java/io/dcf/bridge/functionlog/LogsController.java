package io.dcf.bridge.functionlog;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.LogPosition;
import io.dcf.bridge.function.Since;
import io.dcf.bridge.http.AcceptHeader;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.openapi.ApiLog;
import io.dcf.bridge.route.Routes;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads and follows logs of functions. */
@RestController
class LogsController {

    private static final List<String> TYPES =
            List.of(MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_NDJSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE);

    private final FunctionReads functions;
    private final LogFollower logs;

    LogsController(FunctionReads functions, LogFollower logs) {
        this.functions = functions;
        this.logs = logs;
    }

    /**
     * Read the recent log of a function. The log is text, or with Accept: application/x-ndjson one JSON value on each line. With Accept:
     * text/event-stream the log is followed: each line, also each new one, is an event 'line' with such a value. The time of a line is the
     * timestamp at its beginning, otherwise the time of the previous line.
     *
     * @param name the name of the function
     * @param since returns only later lines: a duration before now, such as 10m, or an RFC 3339 timestamp
     * @param tail returns only this number of lines of each instance, the last ones
     * @param lastEventId continues a followed log after the event with this id; since and tail are ignored. If the log of an instance no
     *     longer has that line, all its lines are sent
     * @return the lines, oldest first
     */
    @ApiLog
    @GetMapping(
            path = Routes.LOGS_PATH,
            produces = {
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_NDJSON_VALUE,
                MediaType.TEXT_EVENT_STREAM_VALUE
            })
    @Nullable
    FunctionLog logs(
            @PathVariable FunctionName name,
            @RequestParam(required = false) @Nullable Since since,
            @RequestParam(required = false) @Schema(minimum = "0", example = "100") @Nullable Integer tail,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable LogPosition lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        boolean given = request.getParameter("tail") != null; // Spring takes an empty value for none
        if (tail == null ? given : tail < 0) {
            throw new InvalidException("/tail", "must be a whole number, 0 or more");
        }
        UnaryOperator<FunctionLog> part = log -> {
            FunctionLog recent = since == null ? log : log.since(since);
            return tail == null ? recent : recent.tail(tail);
        };
        if (!MediaType.TEXT_EVENT_STREAM_VALUE.equals(AcceptHeader.of(request.getHeader(HttpHeaders.ACCEPT), TYPES))) {
            return part.apply(new FunctionLog(functions.logs(name)));
        }
        if ("HEAD".equals(request.getMethod())) {
            functions.logs(name);
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        } else {
            LogPosition position = Objects.requireNonNullElse(lastEventId, LogPosition.START);
            logs.follow(name, position, lastEventId == null ? part : log -> log.after(position), request, response);
        }
        return null; // the response is complete
    }
}
