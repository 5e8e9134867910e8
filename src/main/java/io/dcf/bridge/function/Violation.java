package io.dcf.bridge.function;

/**
 * One thing wrong with what a caller sent.
 *
 * @param pointer JSON pointer (RFC 6901) to the value at fault, such as '/limits/memory'; empty for the whole body;
 *     for a parameter or header, '/' and its name
 * @param detail what is wrong, or what would be right
 */
public record Violation(String pointer, String detail) {

    /** The same violation, seen from the value that holds the one at fault under {@code name}. */
    public Violation under(String name) {
        return new Violation("/" + name.replace("~", "~0").replace("/", "~1") + pointer, detail);
    }
}
