package io.dcf.bridge.api;

import io.dcf.bridge.function.Violations;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Reads single JSON values strictly; what is wrong with them is collected. */
final class JsonScalar {

    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(Integer.MAX_VALUE);

    private JsonScalar() {}

    /** A string of valid Unicode; empty if it is none. */
    static String text(JsonNode value, Violations violations, Object... path) {
        violations.require(value.isString(), JsonKind.mustBe("a string", value), path);
        String text = value.isString() ? value.stringValue() : "";
        violations.require(isUnicode(text), "must be valid Unicode, without half a surrogate pair", path);
        return text;
    }

    /** A whole number of 32 bits, in any notation: 2.0 and 2e0 are 2. Returns {@code otherwise} if it is none. */
    static int integer(JsonNode value, int otherwise, Violations violations, Object... path) {
        boolean fits = value.isNumber() && isInteger(value.decimalValue());
        String found = value.isNumber() ? "" : ", not " + JsonKind.of(value);
        violations.require(fits, "must be a whole number, at most 2147483647" + found, path);
        return fits ? value.decimalValue().intValue() : otherwise;
    }

    /** True or false; false if it is neither. */
    static boolean bool(JsonNode value, Violations violations, Object... path) {
        violations.require(value.isBoolean(), JsonKind.mustBe("true or false", value), path);
        return value.isBoolean() && value.booleanValue();
    }

    private static boolean isInteger(BigDecimal number) {
        return number.abs().compareTo(MAX_INTEGER) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    /** Whether the text has no half of a surrogate pair. */
    static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
