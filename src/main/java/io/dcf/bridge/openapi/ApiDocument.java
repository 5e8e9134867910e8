package io.dcf.bridge.openapi;

import io.dcf.bridge.http.TimeoutHeaders;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpRequest;
import org.springframework.stereotype.Component;

/** Frames the OpenAPI document that is generated from the controllers and their Javadoc, and puts it in reading order. */
@Component
@Order(ApiDocument.ORDER)
class ApiDocument implements GlobalOpenApiCustomizer, ServerBaseUrlCustomizer {

    static final int ORDER = 0;

    /** A part of the document, with its operations in the order in which they are best tried. */
    private record Section(String name, String description, List<String> operations) {}

    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "Deploy",
                    "Say what functions there are to be, and how many of each run.",
                    List.of("deploy", "apply", "scale")),
            new Section(
                    "Invoke",
                    "Run them: the body is the input, the answer the output, byte for byte.",
                    List.of("invoke", "trigger", "stream")),
            new Section(
                    "Observe",
                    "See what there is, what it did, and what stands behind the bridge.",
                    List.of("list", "describe", "logs", "info")),
            new Section("Delete", "Remove them.", List.of("delete")));

    /** Records that are only ever answered, so that each of their properties is always there. */
    private static final Set<String> ANSWERS = Set.of("LogLine", "Violation");

    /** Records that are sent, where an unknown property is refused. */
    private static final Set<String> REQUESTS = Set.of("FunctionDefinition", "Resources", "Scale");

    private final BuildProperties build;

    ApiDocument(BuildProperties build) {
        this.build = build;
    }

    /** The document's server: the path that the caller sees, since host and scheme are those of the document. */
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
                        "Functions behind a gRPC gateway, over HTTP and JSON. Every example is filled in: deploy, invoke,"
                                + " read the log, delete. Any operation takes X-Timeout, such as 30s,"
                                + " to wait for less long than the bridge would, and X-Request-Id and traceparent to be found"
                                + " again in logs. Whatever goes wrong is told as application/problem+json (RFC 9457).")
                .contact(new Contact().name("The maintainers of DCF Bridge"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        api.tags(SECTIONS.stream()
                .map(section -> new Tag().name(section.name()).description(section.description()))
                .toList());
        api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDocument::polish));
        api.paths(inReadingOrder(api.getPaths()));
        api.getComponents().addParameters(TimeoutHeaders.PLAIN, timeout());
        api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
        api.getComponents().getSchemas().forEach(ApiDocument::complete);
    }

    /** Paths by the section of what can be done there first; within one section, from the collection to its parts. */
    private static Paths inReadingOrder(Paths paths) {
        Paths sorted = new Paths();
        paths.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, PathItem> path) -> rank(path.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .forEach(path -> sorted.addPathItem(path.getKey(), path.getValue()));
        return sorted;
    }

    private static int rank(PathItem path) {
        List<String> operations = SECTIONS.stream()
                .flatMap(section -> section.operations().stream())
                .toList();
        return path.readOperations().stream()
                .mapToInt(operation -> operations.indexOf(operation.getOperationId()))
                .min()
                .orElse(operations.size());
    }

    /** The first sentence of the Javadoc is the summary; only what follows it describes. */
    private static void polish(Operation operation) {
        operation.setTags(SECTIONS.stream()
                .filter(section -> section.operations().contains(operation.getOperationId()))
                .map(Section::name)
                .toList());
        operation.addParametersItem(new Parameter().$ref(TimeoutHeaders.PLAIN));
        operation.getParameters().forEach(each -> each.setDescription(oneLine(each.getDescription())));
        String summary = oneLine(operation.getSummary());
        String description = oneLine(operation.getDescription());
        if (summary != null && description != null) {
            String rest = description.substring(summary.length()).strip();
            operation.description(rest.isEmpty() ? null : rest);
            operation.summary(summary.replaceFirst("\\.$", ""));
        }
    }

    private static void complete(String name, Schema<?> schema) {
        schema.description(oneLine(schema.getDescription()));
        if (ANSWERS.contains(name)) {
            schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
        } else if (REQUESTS.contains(name)) {
            schema.setAdditionalProperties(false);
        }
        schema.getProperties().values().forEach(property -> property.description(oneLine(property.getDescription())));
    }

    private static Parameter timeout() {
        return new HeaderParameter()
                .name(TimeoutHeaders.PLAIN)
                .description(
                        "how long to wait for all that the request takes, such as 30s, never longer than the bridge would")
                .schema(new Schema<>().types(Set.of("string")).pattern(TimeoutHeaders.PLAIN_FORM));
    }

    private static @Nullable String oneLine(@Nullable String text) {
        return text == null ? null : text.replaceAll("\\s+", " ");
    }
}
