package io.dcf.bridge.openapi;

import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says how callers say who they are, so that the Swagger UI asks for it; nothing where nobody is asked. */
@Component
@Order(ApiDocument.ORDER + 2)
class ApiSecurity implements GlobalOpenApiCustomizer {

    private final SecurityMode mode;

    ApiSecurity(SecurityProperties properties) {
        this.mode = properties.mode();
    }

    @Override
    public void customise(OpenAPI api) {
        api.security(List.of()); // said, as linters want it
        if (mode != SecurityMode.NONE) {
            api.getComponents().addSecuritySchemes(mode.toString(), scheme());
            api.security(List.of(new SecurityRequirement().addList(mode.toString())));
            tell(api, 401, "Who calls is not known, or the gateway refused the credentials that were passed on.");
            tell(api, 403, "Who calls may not do this, by the bridge's rules or the gateway's.");
        }
    }

    private static void tell(OpenAPI api, int status, String meaning) {
        Map<String, ApiResponse> responses = api.getComponents().getResponses();
        Objects.requireNonNull(responses.get(Integer.toString(status))).description(meaning);
    }

    private SecurityScheme scheme() {
        SecurityScheme scheme = new SecurityScheme().type(SecurityScheme.Type.HTTP);
        return switch (mode) {
            case BASIC ->
                scheme.scheme("basic").description("A name and its password, as bridge.security.users has them.");
            case TOKEN ->
                scheme.scheme("bearer")
                        .description(
                                "A token of which bridge.security.tokens-file has the hash, without 'Bearer' before it.");
            case JWT ->
                scheme.scheme("bearer")
                        .bearerFormat("JWT")
                        .description(
                                "A signed token of the issuer that bridge.security.jwt names, without 'Bearer' before it.");
            case NONE -> throw new IllegalStateException("nobody is asked");
        };
    }
}
