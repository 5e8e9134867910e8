package io.dcf.bridge.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes asynchronous invocations: how they are submitted, and what they return. */
@Component
@Order(ApiDocument.ORDER - 3)
class ApiAsync implements GlobalOpenApiCustomizer {

    private static final String EVENTS = org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiAsync::complete));
    }

    private static void complete(Operation operation) {
        switch (operation.getOperationId()) {
            case "invoke", "trigger" -> addSubmission(operation);
            case "getInvocation" -> describeEvents(operation);
            case "readOutput" -> describeOutput(operation);
            case "cancelInvocation", "retryInvocation" -> problem(operation, 409);
            default -> {
                // It is not about asynchronous invocations.
            }
        }
    }

    private static void addSubmission(Operation operation) {
        operation.addParametersItem(
                header("Prefer", "With respond-async the invocation is queued, and the response comes at once."));
        operation.addParametersItem(header(
                "Idempotency-Key", "Names a queued invocation: the same request with the same key is queued once."));
        operation.addParametersItem(
                header("X-Callback-Url", "Where the result of a queued invocation is sent, if its host is allowed."));
        operation
                .getResponses()
                .addApiResponse(
                        "202",
                        new ApiResponse()
                                .description("The invocation is queued, as Prefer: respond-async asks.")
                                .content(content("application/json", new Schema<>().$ref("InvocationStatus")))
                                .addHeaderObject(
                                        "Location",
                                        new Header()
                                                .description("The path of the invocation.")
                                                .required(true)
                                                .schema(string())));
        problem(operation, 422);
    }

    private static HeaderParameter header(String name, String description) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(description).schema(string());
        return header;
    }

    private static void describeEvents(Operation operation) {
        ApiResponse response = Objects.requireNonNull(operation.getResponses().get("200"));
        response.getContent().put(EVENTS, new MediaType().schema(string()));
    }

    private static void describeOutput(Operation operation) {
        Content content = content("text/plain", string());
        content.addMediaType("application/octet-stream", new MediaType().schema(string().format("binary")));
        operation
                .getResponses()
                .addApiResponse(
                        "200",
                        new ApiResponse()
                                .description("The output, byte for byte.")
                                .content(content));
        problem(operation, 409);
    }

    private static void problem(Operation operation, int status) {
        String name = Integer.toString(status);
        operation.getResponses().addApiResponse(name, new ApiResponse().$ref(name));
    }

    private static Content content(String type, Schema<?> schema) {
        return new Content().addMediaType(type, new MediaType().schema(schema));
    }

    private static Schema<?> string() {
        return new Schema<>().types(Set.of("string"));
    }
}
