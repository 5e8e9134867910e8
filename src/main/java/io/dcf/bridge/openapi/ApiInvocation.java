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

/** Documents an operation that runs a function: it reads and writes bytes, which its signature does not show. */
@RequestBody(
        description = "The input: any bytes of any type.",
        content = {
            @Content(
                    mediaType = "text/plain",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("hello world")),
            @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
        })
@ApiResponse(
        responseCode = "200",
        description = "The output, byte for byte.",
        content = {
            @Content(
                    mediaType = "text/plain",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("hello world")),
            @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
        })
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiInvocation {}
