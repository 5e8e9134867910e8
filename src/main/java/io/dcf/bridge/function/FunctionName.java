package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/** The name of a function: 1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends. */
@Schema(
        type = "string",
        pattern = Syntax.FUNCTION_NAME_PATTERN,
        minLength = 1,
        maxLength = FunctionName.MAX_LENGTH,
        example = "echo")
public record FunctionName(@JsonValue String value) {

    static final int MAX_LENGTH = 63;

    /** Throws an {@link InvalidException} for a name that no gateway accepts. */
    public FunctionName {
        if (!isValid(value)) {
            throw new InvalidException("", Syntax.FUNCTION_NAME.text());
        }
    }

    /** Whether gateways accept the name. It is {@link Syntax#FUNCTION_NAME} without a regular expression, as every invocation asks. */
    public static boolean isValid(String name) {
        int last = name.length() - 1;
        for (int i = 0; i <= last; i++) {
            char each = name.charAt(i);
            boolean inside = each == '-' && i > 0 && i < last;
            if (!inside && (each < 'a' || each > 'z') && (each < '0' || each > '9')) {
                return false;
            }
        }
        return last >= 0 && last < MAX_LENGTH;
    }

    @Override
    public String toString() {
        return value;
    }
}
