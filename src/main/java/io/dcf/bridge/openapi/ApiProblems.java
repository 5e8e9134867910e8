package io.dcf.bridge.openapi;

import io.dcf.bridge.problem.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Adds the problems that each operation can respond with. */
@Component
@Order(ApiDocument.ORDER - 1)
class ApiProblems implements GlobalOpenApiCustomizer {

    private static final int[] ALWAYS = {400, 401, 403, 429, 499, 500, 501, 502, 503, 504};

    private final JsonMapper json;

    ApiProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customise(OpenAPI api) {
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(api.getComponents()::addSchemas);
        ProblemExamples.ALL.forEach(
                (status, documented) -> api.getComponents().addResponses(status.toString(), response(documented)));
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().forEach((method, operation) -> add(operation, path.contains("{"))));
    }

    private ApiResponse response(ProblemExamples.Documented documented) {
        ApiResponse response = new ApiResponse()
                .description(documented.meaning())
                .content(new Content()
                        .addMediaType(
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new io.swagger.v3.oas.models.media.MediaType()
                                        .schema(new Schema<>().$ref("Problem"))
                                        .example(json.convertValue(documented.example(), Map.class))));
        if (documented.example().retryAfter() != null) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header()
                            .description("The number of seconds after which to repeat the request.")
                            .schema(new Schema<>().types(Set.of("integer"))));
        }
        return response;
    }

    private static void add(Operation operation, boolean named) {
        Map<String, ApiResponse> responses = new TreeMap<>(operation.getResponses());
        if (responses.containsKey("201")) {
            responses
                    .get("201")
                    .addHeaderObject(
                            HttpHeaders.LOCATION,
                            new Header()
                                    .description("The path of the function or secret.")
                                    .required(true)
                                    .schema(new Schema<>().types(Set.of("string"))));
        }
        for (int status : ALWAYS) {
            add(responses, status, true);
        }
        boolean json = operation.getRequestBody() != null
                && operation.getRequestBody().getContent().keySet().equals(Set.of(MediaType.APPLICATION_JSON_VALUE));
        boolean deletes = operation.getResponses().containsKey("204");
        add(responses, 404, named);
        add(responses, 406, json || (operation.getRequestBody() == null && !deletes));
        add(responses, 409, json || deletes);
        add(responses, 412, "apply".equals(operation.getOperationId()));
        add(responses, 408, operation.getRequestBody() != null);
        add(responses, 413, operation.getRequestBody() != null);
        add(responses, 415, json);
        operation.setResponses(new ApiResponses());
        responses.forEach(operation.getResponses()::addApiResponse);
    }

    private static void add(Map<String, ApiResponse> responses, int status, boolean possible) {
        if (possible) {
            responses.put(Integer.toString(status), new ApiResponse().$ref(Integer.toString(status)));
        }
    }
}
