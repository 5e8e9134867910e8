package io.dcf.bridge.settings;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting of the bridge, from the metadata that the compiler generates of the records of settings.
 *
 * @param name its name, such as {@code bridge.gateway.address}
 * @param type its Java type
 * @param value its default; empty where there is none
 * @param description its description
 */
record KnownSetting(String name, String type, String value, String description) {

    private static final ClassPathResource METADATA =
            new ClassPathResource("META-INF/spring-configuration-metadata.json");

    /** All settings, sorted by name. */
    static List<KnownSetting> all() {
        try (InputStream stream = METADATA.getInputStream()) {
            return JsonMapper.shared()
                    .readTree(stream)
                    .path("properties")
                    .valueStream()
                    .map(KnownSetting::of)
                    .filter(setting -> setting.name().startsWith("bridge.")) // without those of the loggers endpoint
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + METADATA, e);
        }
    }

    private static KnownSetting of(JsonNode property) {
        return new KnownSetting(
                property.path("name").stringValue(""),
                property.path("type").stringValue(""),
                property.path("defaultValue").asString(""),
                property.path("description").stringValue(""));
    }

    /** Whether a property name is this setting's: in kebab case or camel case, and with an index or a key. */
    boolean isNamed(String text) {
        return Pattern.matches(Pattern.quote(uniform(name)) + elements("(\\[.*)?", "[.\\[].+"), uniform(text));
    }

    /** Whether an environment variable is this setting's, with underscores for dashes or without. */
    boolean isVariable(String text) {
        String elements = elements("(_\\d+_?)?", "_.+");
        String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
        return text.matches(variable.replace("-", "") + elements)
                || text.matches(variable.replace('-', '_') + elements);
    }

    private String elements(String ofList, String ofMap) {
        return type.startsWith("java.util.Map<") ? ofMap : type.startsWith("java.util.List<") ? ofList : "";
    }

    private static String uniform(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
