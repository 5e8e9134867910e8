package io.dcf.bridge.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The value of a secret: either value or rawValue, at most 1048576 bytes.
 *
 * @param value the value as text, stored as UTF-8
 * @param rawValue the value in Base64, if it is not text
 */
public record SecretValue(
        @Schema(maxLength = SecretValue.MAX_BYTES) @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        String value,

        @Schema(pattern = SecretValue.BASE64, maxLength = SecretValue.MAX_BASE64)
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Nullable
        String rawValue) {

    static final int MAX_BYTES = 1 << 20;
    static final int MAX_BASE64 = (MAX_BYTES + 2) / 3 * 4;
    static final String BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

    /** Throws an {@link InvalidException} with all violations. */
    public SecretValue {
        requireValid(value, rawValue);
    }

    static void requireValid(@Nullable String value, @Nullable String rawValue) {
        Violations violations = new Violations();
        violations.require(value != null || rawValue != null, "is required, or rawValue", "value");
        violations.require(value == null || rawValue == null, "must be omitted if there is a value", "rawValue");
        if (rawValue != null && !isBase64(rawValue)) {
            violations.require(false, "must be Base64", "rawValue");
        } else if (value != null || rawValue != null) {
            int size = decoded(value, rawValue).length;
            violations.require(
                    size <= MAX_BYTES,
                    "must have at most " + MAX_BYTES + " bytes, not " + size,
                    value == null ? "rawValue" : "value");
        }
        violations.throwIfAny();
    }

    byte[] bytes() {
        return decoded(value, rawValue);
    }

    private static byte[] decoded(@Nullable String value, @Nullable String rawValue) {
        if (value != null) {
            return value.getBytes(StandardCharsets.UTF_8);
        }
        return rawValue == null ? new byte[0] : Base64.getDecoder().decode(rawValue);
    }

    /** Whether it is {@link #BASE64}, without a regular expression, which takes a stack frame for each repetition. */
    private static boolean isBase64(String text) {
        if (text.length() % 4 != 0) {
            return false;
        }
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Does not show the value. */
    @Override
    public String toString() {
        return "SecretValue[]";
    }
}
