package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The name of a function: 1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends. */
@Schema(type = "string", pattern = Syntax.FUNCTION_NAME_PATTERN, minLength = 1, maxLength = 63, example = "echo")
public record FunctionName(@JsonValue String value) {

    /** Throws an {@link InvalidException} for a name that no gateway accepts. */
    public FunctionName {
        if (!isValid(value)) {
            throw new InvalidException(List.of(new Violation("", Syntax.FUNCTION_NAME.text())));
        }
    }

    /** Whether gateways accept the name. */
    public static boolean isValid(String name) {
        return Syntax.FUNCTION_NAME.allows(name);
    }

    @Override
    public String toString() {
        return value;
    }
}
