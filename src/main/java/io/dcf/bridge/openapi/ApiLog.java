package io.dcf.bridge.openapi;

import io.dcf.bridge.function.LogLine;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents an operation that reads a log, whose types its signature does not show. */
@ApiResponse(
        responseCode = "200",
        content = {
            @Content(
                    mediaType = "text/plain",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("2026-01-01T12:00:00.000Z started: image builtin/echo, replicas 1\n")),
            @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(implementation = LogLine.class),
                    examples =
                            @ExampleObject(
                                    "{\"instance\":1,\"text\":\"2026-01-01T12:00:00.000Z started: image builtin/echo, replicas 1\"}\n")),
            @Content(
                    mediaType = "text/event-stream",
                    schema = @Schema(type = "string"),
                    examples =
                            @ExampleObject(
                                    "event: line\nid: rtg0D6W8HkE\ndata: {\"instance\":1,\"text\":\"2026-01-01T12:00:00.000Z started: image builtin/echo, replicas 1\"}\n\n"))
        })
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiLog {}
