package io.dcf.bridge.rest;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.Since;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.FunctionGateway;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What functions wrote. */
@RestController
class LogsController {

    private final FunctionGateway gateway;

    LogsController(FunctionGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Read a function's recent log. As text, or a JSON value a line where the Accept header asks for application/x-ndjson.
     * A line was written when the timestamp it begins with says, or else with the line before it.
     *
     * @param name the function's name
     * @param since only what was written since then: a duration back from now, such as 10m, or an RFC 3339 timestamp
     * @param tail only so many lines, the last ones of each instance
     * @return the lines, oldest first
     */
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.TEXT_PLAIN_VALUE,
                        schema = @Schema(type = "string"),
                        examples =
                                @ExampleObject("2026-01-01T12:00:00.000Z started: image builtin/echo, replicas 1\n")),
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(implementation = LogLine.class),
                        examples =
                                @ExampleObject(
                                        "{\"instance\":1,\"text\":\"2026-01-01T12:00:00.000Z started: image builtin/echo, replicas 1\"}\n"))
            })
    @GetMapping(
            path = "/api/v1/functions/{name}/logs",
            produces = {MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    FunctionLog logs(
            @PathVariable FunctionName name,
            @RequestParam(required = false) @Nullable Since since,
            @RequestParam(required = false) @Schema(minimum = "0", example = "100") @Nullable Integer tail) {
        if (tail != null && tail < 0) {
            throw new InvalidException(List.of(new Violation("/tail", "must be 0 or more")));
        }
        FunctionLog log = new FunctionLog(gateway.logs(name));
        FunctionLog late = since == null ? log : log.since(since.time());
        return tail == null ? late : late.tail(tail);
    }
}
