package io.dcf.bridge.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Adds the headers with which an operation that runs a function answers. */
@Component
@Order(ApiDocument.ORDER - 2)
class ApiCallHeaders implements GlobalOpenApiCustomizer {

    private static final Set<String> INVOCATIONS = Set.of("invoke", "trigger");
    private static final String STREAM = "stream";

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiCallHeaders::add));
    }

    private static void add(Operation operation) {
        boolean invokes = INVOCATIONS.contains(operation.getOperationId());
        if (invokes || operation.getOperationId().equals(STREAM)) {
            add(operation, "X-Call-Id", "The id of the call in logs.", "string");
        }
        if (invokes) {
            add(operation, "X-Duration-Seconds", "The duration of the call.", "number");
        }
    }

    private static void add(Operation operation, String name, String description, String type) {
        Objects.requireNonNull(operation.getResponses().get("200"))
                .addHeaderObject(
                        name,
                        new Header()
                                .description(description)
                                .required(true)
                                .style(Header.StyleEnum.SIMPLE)
                                .schema(new Schema<>().types(Set.of(type))));
    }
}
