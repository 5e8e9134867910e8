package io.dcf.bridge.api;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that is read into a record. Names match without regard to case. All violations, including those of the record itself, are
 * collected and thrown together.
 */
final class JsonObject {

    private final Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Violations violations = new Violations();

    private JsonObject(JsonNode node, Class<? extends Record> type) {
        MemberNames known = MemberNames.of(type);
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

    /**
     * Reads a record.
     *
     * @param record makes the record from the object's values
     * @throws InvalidException with all violations
     */
    static <T extends Record> T read(JsonNode node, Class<T> type, Function<JsonObject, T> record) {
        if (!node.isObject()) {
            throw new InvalidException("", JsonKind.mustBe("a JSON object", node));
        }
        JsonObject object = new JsonObject(node, type);
        T made = null;
        try {
            made = record.apply(object);
        } catch (InvalidException e) {
            object.violations.addAll(e.violations());
        }
        object.violations.throwIfAny();
        if (made == null) {
            throw new IllegalStateException("neither a record nor a violation");
        }
        return made;
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

    /**
     * A required string that is parsed.
     *
     * @param placeholder takes the place of a missing or wrong value, so that the rest is checked as well
     */
    <T> T parsed(String name, Function<String, T> parse, T placeholder) {
        JsonNode value = value(name);
        violations.require(value != null, "is required", name);
        if (value == null || !value.isString()) {
            violations.require(value == null, JsonKind.mustBe("a string", value), name);
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

    /** The strings of an array; empty if there is none. */
    List<String> texts(String name) {
        JsonNode value = value(name);
        violations.require(value == null || value.isArray(), JsonKind.mustBe("an array", value), name);
        List<String> texts = new ArrayList<>();
        if (value != null && value.isArray()) {
            for (JsonNode item : value) {
                texts.add(JsonScalar.text(item, violations, name, texts.size()));
            }
        }
        return texts;
    }

    /** The strings of an object, by name; empty if there is none. */
    Map<String, String> textsByName(String name) {
        JsonNode value = value(name);
        violations.require(value == null || value.isObject(), JsonKind.mustBe("an object", value), name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value != null && value.isObject()) {
            value.properties().forEach(entry -> {
                violations.require(JsonScalar.isUnicode(entry.getKey()), "must be named in valid Unicode", name);
                texts.put(entry.getKey(), JsonScalar.text(entry.getValue(), violations, name, entry.getKey()));
            });
        }
        return texts;
    }

    /** A nested record; null if there is none. */
    <T extends Record> @Nullable T object(String name, Class<T> type, Function<JsonObject, T> record) {
        JsonNode value = value(name);
        try {
            return value == null ? null : read(value, type, record);
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
