package io.dcf.bridge.openapi;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the operation that follows functions. */
@ApiResponse(
        responseCode = "200",
        description = "The events, without end.",
        content =
                @Content(
                        mediaType = "text/event-stream",
                        schema = @Schema(type = "string"),
                        examples =
                                @ExampleObject(
                                        "event: functions\ndata: {\"functions\":[{\"name\":\"echo\",\"image\":\"builtin/echo\",\"replicas\":1,\"availableReplicas\":1,\"state\":\"ready\",\"rate\":12.5,\"errorRate\":0.0,\"p95Millis\":3.2,\"inFlight\":2,\"invocationCount\":812,\"lastInvokedAt\":\"2026-01-01T12:00:00Z\"}]}\n\nevent: changes\ndata: {\"changed\":[],\"deleted\":[\"echo\"]}\n\nevent: gateway\ndata: {\"answers\":false,\"detail\":\"The gateway cannot be reached.\"}\n\n")))
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApiEvents {}
