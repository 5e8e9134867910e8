package io.dcf.bridge.rest;

import io.dcf.bridge.problem.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gives each operation the problems it can answer. */
@Component
@Order(ApiDocument.ORDER - 1)
class ApiProblems implements GlobalOpenApiCustomizer {

    private static final Map<Integer, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry(400, "The request breaks a rule; the violations say which, all at once."),
            Map.entry(401, "The gateway refused the credentials that were passed on."),
            Map.entry(403, "The gateway does not allow it."),
            Map.entry(404, "There is no such function."),
            Map.entry(406, "Nothing that the Accept header asks for can be made here."),
            Map.entry(409, "The function exists already, or was changed by somebody else at the same time."),
            Map.entry(412, "The function is not as If-Match or If-None-Match wants it."),
            Map.entry(413, "The body is larger than the bridge or the gateway takes."),
            Map.entry(415, "The body's Content-Type is not one this operation takes."),
            Map.entry(429, "Too much is asked for; Retry-After may say when to ask again."),
            Map.entry(499, "The call was cancelled."),
            Map.entry(500, "The gateway, or the bridge, failed."),
            Map.entry(501, "The gateway lacks the method."),
            Map.entry(502, "The function failed, or the gateway's answer could not be read."),
            Map.entry(503, "The gateway cannot be reached; Retry-After says when to ask again."),
            Map.entry(504, "The gateway did not answer in time."));

    private static final int[] ANYWHERE = {400, 401, 403, 429, 499, 500, 501, 502, 503, 504};

    private final JsonMapper json;

    ApiProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customise(OpenAPI api) {
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(api.getComponents()::addSchemas);
        new TreeMap<>(DESCRIPTIONS)
                .forEach((status, description) ->
                        api.getComponents().addResponses(status.toString(), response(status, description)));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> add(operation, path.contains("{name}"))));
    }

    private ApiResponse response(int status, String description) {
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new io.swagger.v3.oas.models.media.MediaType()
                                        .schema(new Schema<>().$ref("Problem"))
                                        .example(json.convertValue(Problem.of(status, description), Map.class))));
    }

    private static void add(Operation operation, boolean named) {
        Map<String, ApiResponse> responses = new TreeMap<>(operation.getResponses());
        for (int status : ANYWHERE) {
            add(responses, status, true);
        }
        boolean json = operation.getRequestBody() != null
                && operation.getRequestBody().getContent().keySet().equals(Set.of(MediaType.APPLICATION_JSON_VALUE));
        boolean deletes = operation.getResponses().containsKey("204");
        add(responses, 404, named);
        add(responses, 406, json || (operation.getRequestBody() == null && !deletes));
        add(responses, 409, json || deletes);
        add(responses, 412, "apply".equals(operation.getOperationId()));
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
