package io.dcf.bridge.chart;

import io.dcf.bridge.channel.Dialect;
import io.dcf.bridge.route.SystemApi;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the configuration metadata on the class path, the bridge's own and Spring Boot's, says of settings. */
final class BridgeSettings {

    private static final JsonMapper JSON = JsonMapper.shared();

    private BridgeSettings() {}

    /** Every setting and its type. */
    static Map<String, String> types() {
        Map<String, String> types = new TreeMap<>();
        all().forEach((name, setting) -> types.put(name, setting.path("type").asString("")));
        return types;
    }

    private static Map<String, JsonNode> all() {
        Map<String, JsonNode> settings = new TreeMap<>();
        try {
            for (URL url : Collections.list(BridgeSettings.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream metadata = url.openStream()) {
                    for (JsonNode setting : JSON.readTree(metadata).path("properties")) {
                        settings.put(setting.path("name").stringValue(), setting);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    /** The schema of the chart's {@code settings}: the bridge's, but for those that other values of the chart set. */
    static ObjectNode schema() {
        ObjectNode root = object();
        all().forEach((name, setting) -> {
            boolean value = name.equals("bridge.gateway.address")
                    || name.equals("bridge.gateway.token")
                    || name.startsWith("bridge.gateway.tls.")
                    || name.equals("bridge.embedded.engine")
                    || name.equals("bridge.embedded.kubernetes.namespace")
                    || name.startsWith("bridge.embedded.docker.")
                    || name.equals("bridge.async.url")
                    || name.equals("bridge.async.username")
                    || name.equals("bridge.async.password")
                    || name.equals("bridge.async.callback.secret")
                    || name.startsWith("bridge.shutdown.")
                    || name.startsWith("bridge.proxies.")
                    || name.startsWith("bridge.security.");
            if (name.startsWith("bridge.") && !value) {
                String[] parts = name.split("\\.");
                ObjectNode parent = root;
                for (int i = 1; i < parts.length - 1; i++) {
                    ObjectNode properties = (ObjectNode) parent.get("properties");
                    if (!properties.has(parts[i])) {
                        properties.set(parts[i], object());
                    }
                    parent = (ObjectNode) properties.get(parts[i]);
                }
                ((ObjectNode) parent.get("properties")).set(parts[parts.length - 1], of(setting));
            }
        });
        return root;
    }

    private static ObjectNode object() {
        ObjectNode object = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        object.set("properties", JSON.createObjectNode());
        return object;
    }

    private static ObjectNode of(JsonNode setting) {
        ObjectNode schema = of(setting.path("type").stringValue());
        pattern(setting).ifPresent(pattern -> schema.put("pattern", "^(" + pattern.regexp() + ")$"));
        return schema;
    }

    /** What the record that a setting is read into says of its text. */
    private static Optional<Pattern> pattern(JsonNode setting) {
        String name =
                setting.path("name").stringValue().replaceFirst(".*\\.", "").replace("-", "");
        try {
            return Stream.of(Class.forName(setting.path("sourceType").stringValue())
                            .getRecordComponents())
                    .filter(component -> component.getName().equalsIgnoreCase(name))
                    .map(component -> component.getAccessor().getAnnotation(Pattern.class))
                    .filter(Objects::nonNull)
                    .findFirst();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode of(String type) {
        ObjectNode schema = JSON.createObjectNode();
        return switch (type) {
            case "java.time.Duration" -> schema.put("type", "string").put("pattern", "^[0-9]+(ms|s|m|h|d)$");
            case "org.springframework.util.unit.DataSize" ->
                schema.put("type", "string").put("pattern", "^[0-9]+(B|KB|MB|GB)$");
            case "java.lang.Integer", "java.lang.Long" -> schema.put("type", "integer");
            case "java.lang.Boolean" -> schema.put("type", "boolean");
            case "java.lang.Double", "java.lang.Float" -> schema.put("type", "number");
            case "io.dcf.bridge.channel.Dialect" -> {
                ArrayNode dialects = schema.put("type", "string").putArray("enum");
                Stream.of(Dialect.values()).map(Dialect::toString).forEach(dialects::add);
                yield schema;
            }
            case "io.dcf.bridge.route.SystemApi" -> {
                ArrayNode apis = schema.put("type", "string").putArray("enum");
                Stream.of(SystemApi.values())
                        .map(api -> api.name().toLowerCase(Locale.ROOT))
                        .forEach(apis::add);
                yield schema;
            }
            default ->
                type.startsWith("java.util.List<") || type.startsWith("java.util.Set<")
                        ? schema.put("type", "array")
                                .set("items", of(type.substring(type.indexOf('<') + 1, type.length() - 1)))
                        : type.startsWith("java.util.Map<")
                                ? schema.put("type", "object")
                                        .set(
                                                "additionalProperties",
                                                of(type.substring(type.indexOf(",") + 1, type.length() - 1)))
                                : schema.put("type", "string");
        };
    }
}
