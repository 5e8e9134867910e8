package io.dcf.bridge.api;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of a JSON object that becomes a record, read strictly. Names match without regard to case. */
final class JsonObject {

    private final Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Violations violations;

    /** @param violations collects what is wrong with the names, and with the values that are read */
    JsonObject(JsonNode node, MemberNames known, Violations violations) {
        this.violations = violations;
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey();
            if (known.contain(name)) {
                violations.require(
                        values.put(name, property.getValue()) == null, "is given twice, in different case", name);
            } else if (!violations.isFull()) {
                violations.require(false, known.unknown(name), name);
            }
        }
    }

    /** A required string. */
    String text(String name) {
        String text = optionalText(name);
        violations.require(text != null, "is required", name);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = value(name);
        return value == null ? null : JsonScalar.text(value, violations, name);
    }

    /** A required string that is parsed. A placeholder stands for a missing or wrong value, so that the rest is checked as well. */
    <T> T parsed(String name, Function<String, T> parse, T placeholder) {
        JsonNode value = value(name);
        if (value == null || !value.isString()) {
            violations.require(false, value == null ? "is required" : JsonKind.mustBe("a string", value), name);
            return placeholder;
        }
        try {
            return parse.apply(value.stringValue());
        } catch (InvalidException e) {
            violations.addAll(name, e.violations());
            return placeholder;
        }
    }

    /** A whole number; {@code absent} if there is none. */
    int integer(String name, int absent) {
        JsonNode value = value(name);
        return value == null ? absent : JsonScalar.integer(value, absent, violations, name);
    }

    /** A required whole number. */
    int integer(String name) {
        violations.require(value(name) != null, "is required", name);
        return integer(name, 0);
    }

    /** True or false; false if there is none. */
    boolean bool(String name) {
        JsonNode value = value(name);
        return value != null && JsonScalar.bool(value, violations, name);
    }

    /** The strings of an array; empty if there is none. */
    List<String> texts(String name) {
        JsonNode value = value(name);
        return value == null ? List.of() : JsonTexts.list(value, violations, name);
    }

    /** The strings of an object, by name; empty if there is none. */
    Map<String, String> textsByName(String name) {
        JsonNode value = value(name);
        return value == null ? Map.of() : JsonTexts.byName(value, violations, name);
    }

    /** A nested record; null if there is none. */
    <T extends Record> @Nullable T object(String name, RecordReader<T> reader) {
        JsonNode value = value(name);
        try {
            return value == null ? null : reader.read(value);
        } catch (InvalidException e) {
            violations.addAll(name, e.violations());
            return null;
        }
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = values.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
