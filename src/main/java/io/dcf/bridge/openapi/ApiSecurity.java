package io.dcf.bridge.openapi;

import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.route.Routes;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Adds the authentication scheme, for which the Swagger UI then has a form; none in mode {@code none}. */
@Component
@Order(ApiDocument.ORDER + 2)
class ApiSecurity implements GlobalOpenApiCustomizer {

    private final SecurityMode mode;

    ApiSecurity(SecurityProperties properties) {
        this.mode = properties.mode();
    }

    @Override
    public void customise(OpenAPI api) {
        api.security(List.of()); // linters require it
        if (mode != SecurityMode.NONE) {
            api.getComponents().addSecuritySchemes(mode.toString(), scheme());
            SecurityRequirement credentials = new SecurityRequirement().addList(mode.toString());
            api.security(List.of(credentials));
            operation(api, Routes.CALLER_PATH).security(List.of(new SecurityRequirement(), credentials)); // optional
            describe(
                    api,
                    401,
                    "The credentials are missing or wrong, or the gateway refused those that were passed on.");
            describe(api, 403, "The client lacks the authority for this operation, or the gateway does not permit it.");
        }
    }

    private static Operation operation(OpenAPI api, String path) {
        return Objects.requireNonNull(api.getPaths().get(path)).getGet();
    }

    private static void describe(OpenAPI api, int status, String meaning) {
        Map<String, ApiResponse> responses = api.getComponents().getResponses();
        Objects.requireNonNull(responses.get(Integer.toString(status))).description(meaning);
    }

    private SecurityScheme scheme() {
        SecurityScheme scheme = new SecurityScheme().type(SecurityScheme.Type.HTTP);
        return switch (mode) {
            case BASIC ->
                scheme.scheme("basic").description("A user name and password of bridge.security.users or users-file.");
            case TOKEN ->
                scheme.scheme("bearer")
                        .description(
                                "A token whose hash is in bridge.security.tokens-file, without the prefix 'Bearer'.");
            case JWT ->
                scheme.scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                                "A signed token of the issuer in bridge.security.jwt, without the prefix 'Bearer'.");
            case NONE -> throw new IllegalStateException("mode none has no scheme");
        };
    }
}
