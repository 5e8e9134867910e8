package io.dcf.bridge.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Adds the examples of operations: the files {@code openapi/<operation>.request.json} and {@code .response.json}. */
@Component
@Order(ApiDocument.ORDER + 1)
class ApiExamples implements GlobalOpenApiCustomizer {

    private final JsonMapper json;

    ApiExamples(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().forEach(path -> path.readOperations().forEach(this::addExamples));
    }

    private void addExamples(Operation operation) {
        if (operation.getRequestBody() != null) {
            set(operation.getRequestBody().getContent(), operation.getOperationId() + ".request.json");
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                set(response.getContent(), operation.getOperationId() + ".response.json");
            }
        });
    }

    private void set(@Nullable Content content, String file) {
        ClassPathResource resource = new ClassPathResource("openapi/" + file);
        if (content != null && resource.exists()) {
            try (InputStream example = resource.getInputStream()) {
                Object value = json.readValue(example, Object.class);
                content.values().forEach(media -> media.setExample(value));
            } catch (IOException e) {
                throw new IllegalStateException("cannot read " + resource, e);
            }
        }
    }
}
