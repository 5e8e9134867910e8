package io.dcf.bridge.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

/** Completes the descriptions that springdoc takes from Javadoc: each becomes a sentence. */
final class ApiDescriptions {

    private ApiDescriptions() {}

    /** The first sentence of the Javadoc is the summary, the rest is the description. */
    static void complete(Operation operation) {
        operation.getParameters().forEach(each -> each.setDescription(ApiText.sentence(each.getDescription())));
        complete(operation.getRequestBody());
        operation.getResponses().values().forEach(ApiDescriptions::complete);
        String summary = ApiText.sentence(operation.getSummary());
        String description = ApiText.sentence(operation.getDescription());
        if (summary != null && description != null) {
            String rest = description.substring(summary.length()).strip();
            operation.description(rest.isEmpty() ? null : rest);
            operation.summary(summary.replaceFirst("\\.$", ""));
        }
    }

    private static void complete(@Nullable RequestBody body) {
        if (body != null) {
            body.setDescription(ApiText.sentence(body.getDescription()));
        }
    }

    private static void complete(ApiResponse response) {
        response.setDescription(ApiText.sentence(response.getDescription()));
        if (response.getHeaders() != null) {
            response.getHeaders()
                    .values()
                    .forEach(header -> header.setDescription(ApiText.sentence(header.getDescription())));
        }
    }

    static void complete(Schema<?> schema) {
        schema.description(ApiText.sentence(schema.getDescription()));
        schema.getProperties()
                .values()
                .forEach(property -> property.description(ApiText.sentence(property.getDescription())));
    }
}
