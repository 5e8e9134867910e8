package io.dcf.bridge.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Names operations and shared responses for generated clients, without words that are reserved in programming languages. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiNames implements GlobalOpenApiCustomizer {

    private static final String RESPONSES = "#/components/responses/";

    @Override
    public void customise(OpenAPI api) {
        Map<String, ApiResponse> named = new LinkedHashMap<>();
        api.getComponents().getResponses().forEach((status, response) -> named.put(name(status), response));
        api.getComponents().setResponses(named);
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiNames::name));
    }

    private static void name(Operation operation) {
        operation.setOperationId(
                switch (operation.getOperationId()) {
                    case "list" -> "listFunctions";
                    case "logs" -> "readLogs";
                    case "info" -> "getInfo";
                    case "events" -> "followFunctions";
                    case "metrics" -> "readMetrics";
                    case "caller" -> "getCaller";
                    case "listSecrets",
                            "createSecret",
                            "replaceSecret",
                            "deleteSecret",
                            "listInvocations",
                            "getInvocation",
                            "readOutput",
                            "cancelInvocation",
                            "retryInvocation" -> operation.getOperationId();
                    default -> operation.getOperationId() + "Function";
                });
        operation.getResponses().values().forEach(response -> {
            String shared = response.get$ref();
            if (shared != null) {
                response.set$ref(RESPONSES + name(shared.substring(RESPONSES.length())));
            }
        });
    }

    /** Such as NotFound for 404. */
    private static String name(String status) {
        HttpStatus known = HttpStatus.resolve(Integer.parseInt(status));
        return known == null ? "ClientClosedRequest" : known.getReasonPhrase().replaceAll("[^A-Za-z]", "");
    }
}
