package io.dcf.bridge.rest;

import io.dcf.bridge.function.Syntax;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Frames the OpenAPI document that is generated from the controllers and their Javadoc, and puts it in reading order. */
@Component
@Order(ApiDocument.ORDER)
class ApiDocument implements GlobalOpenApiCustomizer {

    static final int ORDER = 0;
    static final String DEPLOY = "Deploy";
    static final String INVOKE = "Invoke";
    static final String OBSERVE = "Observe";
    static final String DELETE = "Delete";

    private static final List<Tag> TAGS = List.of(
            new Tag().name(DEPLOY).description("Say what functions there are to be, and how many of each run."),
            new Tag()
                    .name(INVOKE)
                    .description("Run them: the body is the input, the answer the output, byte for byte."),
            new Tag().name(OBSERVE).description("See what they did, and what stands behind the bridge."),
            new Tag().name(DELETE).description("Remove them."));

    private static final List<String> PATHS = List.of(
            "/api/v1/functions",
            "/api/v1/functions/{name}",
            "/api/v1/functions/{name}/replicas",
            "/api/v1/functions/{name}/invocations",
            "/function/{name}",
            "/api/v1/functions/{name}/logs",
            "/api/v1/info");

    /** Records that are only ever answered, so that each of their properties is always there. */
    private static final Set<String> ANSWERS =
            Set.of("FunctionList", "FunctionStatus", "LogLine", "BridgeInfo", "Violation");

    /** Records that are sent, where an unknown property is refused. */
    private static final Set<String> REQUESTS = Set.of("FunctionDefinition", "Resources", "Scale");

    private final BuildProperties build;

    ApiDocument(BuildProperties build) {
        this.build = build;
    }

    @Override
    public void customise(OpenAPI api) {
        api.info(new Info()
                .title("DCF Bridge")
                .version(build.getVersion())
                .description(
                        "Functions behind a gRPC gateway, over HTTP and JSON. Any operation takes X-Timeout, such as 30s,"
                                + " to wait for less long than the bridge would, and X-Request-Id and traceparent to be found"
                                + " again in logs. Whatever goes wrong is told as application/problem+json (RFC 9457).")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        api.servers(List.of(new Server().url("/").description("The bridge that serves this document")));
        api.tags(TAGS);
        api.paths(inReadingOrder(api.getPaths()));
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDocument::polish));
        api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
        api.getComponents().getSchemas().forEach(ApiDocument::complete);
        constrainMaps(api.getComponents().getSchemas().get("FunctionDefinition"));
    }

    private static Paths inReadingOrder(Paths paths) {
        Paths sorted = new Paths();
        PATHS.stream().filter(paths::containsKey).forEach(path -> sorted.addPathItem(path, paths.get(path)));
        paths.forEach(sorted::putIfAbsent);
        return sorted;
    }

    /** The first sentence of the Javadoc is the summary; only what follows it describes. */
    private static void polish(Operation operation) {
        String summary = oneLine(operation.getSummary());
        String description = oneLine(operation.getDescription());
        if (summary != null && description != null) {
            String rest = description.substring(summary.length()).strip();
            operation.description(rest.isEmpty() ? null : rest);
            operation.summary(summary.replaceFirst("\\.$", ""));
        }
    }

    private static void complete(String name, Schema<?> schema) {
        if (ANSWERS.contains(name)) {
            schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
        } else if (REQUESTS.contains(name)) {
            schema.setAdditionalProperties(false);
        }
        schema.getProperties().values().forEach(property -> property.description(oneLine(property.getDescription())));
    }

    /** Annotations cannot say what names a map may have. */
    private static void constrainMaps(Schema<?> definition) {
        definition.getProperties().get("envVars").setPropertyNames(schema(Syntax.ENVIRONMENT_NAME));
        definition.getProperties().get("labels").setPropertyNames(schema(Syntax.LABEL_NAME));
        definition.getProperties().get("labels").setAdditionalProperties(schema(Syntax.LABEL_VALUE));
        definition.getProperties().get("annotations").setPropertyNames(string().pattern("\\S"));
    }

    private static Schema<?> schema(Syntax syntax) {
        return string().pattern(syntax.pattern().pattern()).maxLength(syntax.max());
    }

    private static Schema<?> string() {
        return new Schema<>().types(Set.of("string"));
    }

    private static @Nullable String oneLine(@Nullable String text) {
        return text == null ? null : text.replaceAll("\\s+", " ");
    }
}
