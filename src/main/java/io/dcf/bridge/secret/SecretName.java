package io.dcf.bridge.secret;

import com.fasterxml.jackson.annotation.JsonValue;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Syntax;
import io.swagger.v3.oas.annotations.media.Schema;

/** The name of a secret, as Kubernetes allows it. */
@Schema(
        type = "string",
        pattern = Syntax.SECRET_NAME_PATTERN,
        minLength = 1,
        maxLength = Syntax.SECRET_NAME_MAX,
        example = "db-password")
public record SecretName(@JsonValue String value) {

    /** Throws an {@link InvalidException} for a name that no gateway accepts. */
    public SecretName {
        if (!Syntax.SECRET_NAME.allows(value)) {
            throw new InvalidException("", Syntax.SECRET_NAME.text());
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
