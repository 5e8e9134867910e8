package io.dcf.bridge.api;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.function.Violations;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.PropertyMatches;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object on its way to becoming a record. Names are found without regard to case; whatever is wrong is noted, and
 * thrown together at the end, with what the record itself refuses.
 */
final class JsonObject {

    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** Longer names are no slips of known ones. */
    private static final int MAX_NAME = 64;

    /** Reflection copies all that it knows of a record each time that it is asked. */
    private static final ClassValue<List<String>> NAMES = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList();
        }
    };

    private final Map<String, JsonNode> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Violations violations = new Violations();

    private JsonObject(JsonNode node, Class<? extends Record> type) {
        List<String> known = NAMES.get(type);
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String name = property.getKey();
            if (known.stream().anyMatch(name::equalsIgnoreCase)) {
                violations.require(
                        values.put(name, property.getValue()) == null, "is given twice, in different case", name);
            } else if (!violations.isFull()) {
                violations.require(false, unknown(name, type, known), name);
            }
        }
    }

    /**
     * Reads a record.
     *
     * @param record makes it from the object's values
     * @throws InvalidException with everything that is wrong
     */
    static <T extends Record> T read(JsonNode node, Class<T> type, Function<JsonObject, T> record) {
        if (!node.isObject()) {
            throw new InvalidException(List.of(new Violation("", "must be a JSON object, not " + kind(node))));
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

    /** A text that has to be there. */
    String text(String name) {
        String text = optionalText(name);
        violations.require(text != null, "is required", name);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = value(name);
        return value == null ? null : text(value, name);
    }

    /**
     * A text that has to be there and to be parsed.
     *
     * @param standIn goes on in its place where it is not, so that the rest is checked as well
     */
    <T> T parsed(String name, Function<String, T> parse, T standIn) {
        JsonNode value = value(name);
        violations.require(value != null, "is required", name);
        if (value == null || !value.isString()) {
            violations.require(value == null, notA("string", value), name);
            return standIn;
        }
        try {
            return parse.apply(value.stringValue());
        } catch (InvalidException e) {
            violations.addAll(name, e.violations());
            return standIn;
        }
    }

    /** A whole number that fits 32 bits, however it is written: 2.0 and 2e0 are 2; {@code absent} where there is none. */
    int integer(String name, int absent) {
        JsonNode value = value(name);
        if (value == null) {
            return absent;
        }
        boolean fits = value.isNumber() && isInteger(value.decimalValue());
        String found = value.isNumber() ? "" : ", not " + kind(value);
        violations.require(fits, "must be a whole number, at most 2147483647" + found, name);
        return fits ? value.decimalValue().intValue() : absent;
    }

    private static boolean isInteger(BigDecimal number) {
        return number.abs().compareTo(MAX_INTEGER) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    /** A whole number that has to be there. */
    int integer(String name) {
        violations.require(value(name) != null, "is required", name);
        return integer(name, 0);
    }

    /** The texts of an array; empty where there is none. */
    List<String> texts(String name) {
        JsonNode value = value(name);
        violations.require(value == null || value.isArray(), notA("array", value), name);
        List<String> texts = new ArrayList<>();
        if (value != null && value.isArray()) {
            for (JsonNode item : value) {
                texts.add(text(item, name, texts.size()));
            }
        }
        return texts;
    }

    /** The texts of an object, by name; empty where there is none. */
    Map<String, String> textsByName(String name) {
        JsonNode value = value(name);
        violations.require(value == null || value.isObject(), notA("object", value), name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value != null && value.isObject()) {
            value.properties().forEach(entry -> {
                violations.require(isUnicode(entry.getKey()), "must be named in valid Unicode", name);
                texts.put(entry.getKey(), text(entry.getValue(), name, entry.getKey()));
            });
        }
        return texts;
    }

    /** A record within; null where there is none. */
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

    private String text(JsonNode value, Object... path) {
        violations.require(value.isString(), notA("string", value), path);
        String text = value.isString() ? value.stringValue() : "";
        violations.require(isUnicode(text), "must be valid Unicode, without half a surrogate pair", path);
        return text;
    }

    private static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static String unknown(String name, Class<?> type, List<String> known) {
        String[] near = name.length() > MAX_NAME
                ? new String[0]
                : PropertyMatches.forField(name.toLowerCase(Locale.ROOT), type).getPossibleMatches();
        return near.length > 0
                ? "is not known here; did you mean '" + near[0] + "'?"
                : "is not known here; known are " + String.join(", ", known);
    }

    private static String notA(String wanted, @Nullable JsonNode value) {
        return "must be " + ("string".equals(wanted) ? "a " : "an ") + wanted + ", not "
                + (value == null ? "" : kind(value));
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case MISSING -> "nothing";
        };
    }
}
