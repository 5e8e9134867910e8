package io.dcf.bridge.openapi;

import io.dcf.bridge.http.TimeoutHeaders;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpRequest;
import org.springframework.stereotype.Component;

/** Completes the OpenAPI document that springdoc generates from the controllers and their Javadoc, and sorts it. */
@Component
@Order(ApiDocument.ORDER)
class ApiDocument implements GlobalOpenApiCustomizer, ServerBaseUrlCustomizer {

    static final int ORDER = 0;

    /** Records that are only returned, with all of their properties. */
    private static final Set<String> RETURNED = Set.of("LogLine", "Violation");

    /** Records that are sent. An unknown property is refused. */
    private static final Set<String> SENT =
            Set.of("FunctionDefinition", "Resources", "Scale", "SecretDefinition", "SecretValue");

    private final BuildProperties build;

    ApiDocument(BuildProperties build) {
        this.build = build;
    }

    /** The URL of the server is only a path: host and scheme are those of the document. */
    @Override
    public String customize(String url, HttpRequest request) {
        String path = URI.create(url).getRawPath();
        return path.endsWith("/") ? path : path + "/";
    }

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info()
                .title("DCF Bridge")
                .version(build.getVersion())
                .description(
                        "A REST API for serverless functions behind a gRPC gateway. The examples can be sent as they are:"
                                + " deploy, invoke, read the log, delete. Each operation accepts X-Timeout, which sets the time"
                                + " budget of the request, and X-Request-Id and traceparent, which identify it in logs. Errors"
                                + " are application/problem+json (RFC 9457).")
                .contact(new Contact().name("The maintainers of DCF Bridge"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        api.tags(ApiSections.tags());
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDocument::complete));
        api.paths(ApiSections.inReadingOrder(api.getPaths()));
        api.getComponents().addParameters(TimeoutHeaders.PLAIN, timeout());
        api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
        api.getComponents().getSchemas().forEach(ApiDocument::complete);
    }

    private static void complete(Operation operation) {
        operation.setTags(ApiSections.of(operation.getOperationId()));
        operation.addParametersItem(new Parameter().$ref(TimeoutHeaders.PLAIN));
        ApiDescriptions.complete(operation);
    }

    private static void complete(String name, Schema<?> schema) {
        ApiDescriptions.complete(schema);
        if (RETURNED.contains(name)) {
            schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
        } else if (SENT.contains(name)) {
            schema.setAdditionalProperties(false);
        }
    }

    private static Parameter timeout() {
        return new HeaderParameter()
                .name(TimeoutHeaders.PLAIN)
                .description("The total time budget of the request, such as 30s, capped by the server's settings.")
                .schema(new Schema<>().types(Set.of("string")).pattern(TimeoutHeaders.PLAIN_FORM));
    }
}
