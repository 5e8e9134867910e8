package io.dcf.bridge.function;

/**
 * One error in a request.
 *
 * @param pointer JSON pointer (RFC 6901) to the wrong value, such as '/limits/memory'; empty for the whole body;
 *     for a parameter or header, '/' and its name
 * @param detail what is wrong, or the expected format
 */
public record Violation(String pointer, String detail) {

    /** The same violation, with the pointer from the parent that holds this value under {@code name}. */
    public Violation under(String name) {
        return new Violation("/" + name.replace("~", "~0").replace("/", "~1") + pointer, detail);
    }
}
