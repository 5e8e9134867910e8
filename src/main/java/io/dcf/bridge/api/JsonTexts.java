package io.dcf.bridge.api;

import io.dcf.bridge.function.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads arrays and objects of strings strictly; what is wrong with them is collected. */
final class JsonTexts {

    private JsonTexts() {}

    /** The strings of an array; empty if it is none. */
    static List<String> list(JsonNode value, Violations violations, String name) {
        violations.require(value.isArray(), JsonKind.mustBe("an array", value), name);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            for (JsonNode item : value) {
                texts.add(JsonScalar.text(item, violations, name, texts.size()));
            }
        }
        return texts;
    }

    /** The strings of an object, by name; empty if it is none. */
    static Map<String, String> byName(JsonNode value, Violations violations, String name) {
        violations.require(value.isObject(), JsonKind.mustBe("an object", value), name);
        Map<String, String> texts = new LinkedHashMap<>();
        value.properties().forEach(entry -> {
            violations.require(JsonScalar.isUnicode(entry.getKey()), "must be named in valid Unicode", name);
            texts.put(entry.getKey(), JsonScalar.text(entry.getValue(), violations, name, entry.getKey()));
        });
        return texts;
    }
}
