package io.dcf.bridge.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dcf.bridge.function.InvalidException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A secret to create, with either value or rawValue, at most 1048576 bytes.
 *
 * @param name the name of the secret
 * @param value the value as text, stored as UTF-8
 * @param rawValue the value in Base64, if it is not text
 */
public record SecretDefinition(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) SecretName name,

        @Schema(maxLength = SecretValue.MAX_BYTES) @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        String value,

        @Schema(pattern = SecretValue.BASE64, maxLength = SecretValue.MAX_BASE64)
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Nullable
        String rawValue) {

    /** Throws an {@link InvalidException} with all violations. */
    public SecretDefinition {
        SecretValue.requireValid(value, rawValue);
    }

    SecretValue content() {
        return new SecretValue(value, rawValue);
    }

    /** Does not show the value. */
    @Override
    public String toString() {
        return "SecretDefinition[" + name + "]";
    }
}
