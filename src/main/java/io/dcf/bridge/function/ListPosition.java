package io.dcf.bridge.function;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The start of the next page of a list of functions: a name, so that functions which are deployed or deleted meanwhile
 * do not shift it. Its text is an opaque token.
 */
@Schema(type = "string", pattern = "^[-_A-Za-z0-9]+$")
public record ListPosition(String name) {

    /** Parses a token; throws an {@link InvalidException} for other text. */
    public static ListPosition of(String token) {
        ListPosition position = new ListPosition(decoded(token));
        if (token.isEmpty() || !position.toString().equals(token)) {
            throw new InvalidException("", "must be the 'continue' of an earlier page, unchanged");
        }
        return position;
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The token. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
