package io.dcf.bridge.openapi;

import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The sections of the OpenAPI document (its tags), and the order of the operations in it. */
final class ApiSections {

    /** A section, with its operations in the order in which they are best tried. */
    private record Section(String name, String description, List<String> operations) {}

    private static final List<Section> ALL = List.of(
            new Section(
                    "Deploy",
                    "Create and replace functions, and set their number of instances.",
                    List.of("deploy", "apply", "scale")),
            new Section(
                    "Invoke",
                    "Run functions. The request body is the input and the response body the output, byte for byte.",
                    List.of("invoke", "trigger", "stream")),
            new Section(
                    "Observe",
                    "Read the state and the logs of functions, and the state of the gateway.",
                    List.of("list", "describe", "events", "logs", "metrics", "info", "caller")),
            new Section(
                    "Asynchronous",
                    "Follow, cancel and repeat invocations that were submitted with Prefer: respond-async.",
                    List.of("listInvocations", "getInvocation", "readOutput", "cancelInvocation", "retryInvocation")),
            new Section(
                    "Secrets",
                    "Manage the secrets that functions may name. Values are never returned.",
                    List.of("createSecret", "replaceSecret", "listSecrets", "deleteSecret")),
            new Section("Delete", "Remove functions.", List.of("delete")));

    private static final List<String> OPERATIONS =
            ALL.stream().flatMap(section -> section.operations().stream()).toList();

    private ApiSections() {}

    static List<Tag> tags() {
        return ALL.stream()
                .map(section -> new Tag().name(section.name()).description(section.description()))
                .toList();
    }

    /** The names of the sections that an operation belongs to. */
    static List<String> of(String operationId) {
        return ALL.stream()
                .filter(section -> section.operations().contains(operationId))
                .map(Section::name)
                .toList();
    }

    /** Sorts paths by the first of their operations, then by name, so that a collection comes before its items. */
    static Paths inReadingOrder(Paths paths) {
        Paths sorted = new Paths();
        paths.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, PathItem> path) -> rank(path.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .forEach(path -> sorted.addPathItem(path.getKey(), path.getValue()));
        return sorted;
    }

    private static int rank(PathItem path) {
        return path.readOperations().stream()
                .mapToInt(operation -> OPERATIONS.indexOf(operation.getOperationId()))
                .min()
                .orElse(OPERATIONS.size());
    }
}
