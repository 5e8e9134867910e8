package io.dcf.bridge.openapi;

import org.jspecify.annotations.Nullable;

/** Turns Javadoc into descriptions of the OpenAPI document. */
final class ApiText {

    private ApiText() {}

    /** One line that begins with a capital letter and ends with a full stop; a first word that is a name keeps its letters. */
    static @Nullable String sentence(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return text;
        }
        String line = text.replaceAll("\\s+", " ").strip();
        boolean startsWithName = !line.matches("(?s)[a-z]+[ ,;:.-].*|[a-z]+");
        String begun = startsWithName ? line : Character.toUpperCase(line.charAt(0)) + line.substring(1);
        return begun.matches("(?s).*[.!?]") ? begun : begun + ".";
    }
}
