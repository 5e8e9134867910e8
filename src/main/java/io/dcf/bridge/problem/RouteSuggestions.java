package io.dcf.bridge.problem;

import io.dcf.bridge.function.FunctionName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Suggests the route that a caller probably meant by a path that has none. */
final class RouteSuggestions {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String DOCUMENTATION = "/swagger-ui.html";
    private static final String DOCUMENT = "/v3/api-docs";
    private static final String METRICS = "/actuator/prometheus, on management.server.port if that is set";

    /** What stands before the word that counts, here and in the REST API of OpenFaaS. */
    private static final Pattern PREFIX = Pattern.compile("api|v[0-9]|rest|system|actuator");

    private static final Map<String, String> ROUTES = Map.ofEntries(
            Map.entry("functions", FUNCTIONS),
            Map.entry("function", FUNCTIONS),
            Map.entry("async-function", FUNCTIONS),
            Map.entry("secrets", "/api/v1/secrets"),
            Map.entry("info", "/api/v1/info"),
            Map.entry("version", "/api/v1/info"),
            Map.entry("swagger", DOCUMENTATION),
            Map.entry("swagger-ui", DOCUMENTATION),
            Map.entry("docs", DOCUMENTATION),
            Map.entry("redoc", DOCUMENTATION),
            Map.entry("openapi", DOCUMENT),
            Map.entry("openapi.json", DOCUMENT),
            Map.entry("openapi.yaml", DOCUMENT + ".yaml"),
            Map.entry("swagger.json", DOCUMENT),
            Map.entry("api-docs", DOCUMENT),
            Map.entry("demo", "/console/"),
            Map.entry("console", "/console/"),
            Map.entry("health", "/readyz"),
            Map.entry("ready", "/readyz"),
            Map.entry("readyz", "/readyz"),
            Map.entry("live", "/livez"),
            Map.entry("livez", "/livez"),
            Map.entry("healthz", "/livez"),
            Map.entry("ping", "/livez"),
            Map.entry("metrics", METRICS),
            Map.entry("prometheus", METRICS));

    /** What follows a function's name. */
    private static final Map<String, String> OPERATIONS = Map.ofEntries(
            Map.entry("invocations", "/invocations"),
            Map.entry("invoke", "/invocations"),
            Map.entry("call", "/invocations"),
            Map.entry("run", "/invocations"),
            Map.entry("replicas", "/replicas"),
            Map.entry("scale", "/replicas"),
            Map.entry("logs", "/logs"),
            Map.entry("stream", "/stream"));

    private RouteSuggestions() {}

    /** Returns empty if no route resembles the path. */
    static Optional<String> of(String method, String path) {
        List<String> segments = Arrays.stream(path.toLowerCase(Locale.ROOT).split("/"))
                .filter(segment -> !segment.isEmpty())
                .dropWhile(segment -> PREFIX.matcher(segment).matches())
                .toList();
        return segments.isEmpty()
                ? Optional.empty()
                : nearest(segments.get(0), ROUTES)
                        .flatMap(route -> route.equals(FUNCTIONS)
                                ? function(method, segments.subList(1, segments.size()))
                                : Optional.of(route))
                        .filter(route -> !route.equals(path));
    }

    private static Optional<String> function(String method, List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.of(FUNCTIONS);
        }
        String name = segments.get(0);
        if (!FunctionName.isValid(name)) {
            return Optional.empty();
        } else if (segments.size() == 1) {
            return Optional.of((method.equals("POST") ? "/function/" : FUNCTIONS + "/") + name);
        }
        return nearest(segments.get(1), OPERATIONS).map(operation -> FUNCTIONS + "/" + name + operation);
    }

    private static Optional<String> nearest(String word, Map<String, String> table) {
        return NearestName.of(word, table.keySet()).map(table::get);
    }
}
