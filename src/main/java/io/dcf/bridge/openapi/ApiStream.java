package io.dcf.bridge.openapi;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents an operation that reads and writes streams, which its signature does not show. */
@RequestBody(
        description = "The inputs: one JSON value on each line. A body of any other type is a single input.",
        content = {
            @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("{\"n\":1}\n{\"n\":2}\n")),
            @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
        })
@ApiResponse(
        responseCode = "200",
        description = "The outputs, each sent at once.",
        content = {
            @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("{\"json\":{\"n\":1}}\n{\"json\":{\"n\":2}}\n")),
            @Content(
                    mediaType = "text/event-stream",
                    schema = @Schema(type = "string"),
                    examples =
                            @ExampleObject(
                                    "event: output\ndata: {\"json\":{\"n\":1}}\n\nevent: end\ndata: {\"outputs\":1}\n\n"))
        })
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiStream {}
