package io.dcf.bridge.function;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown where the values of a record are invalid, with all violations. */
public final class InvalidException extends RuntimeException {

    private final transient List<Violation> violations;

    public InvalidException(String pointer, String detail) {
        this(List.of(new Violation(pointer, detail)));
    }

    public InvalidException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> violation.pointer() + " " + violation.detail())
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** The same, of a value that a parent holds under {@code name}. */
    public InvalidException under(String name) {
        return new InvalidException(
                violations.stream().map(violation -> violation.under(name)).toList());
    }

    /** The violations in the order in which they were found; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
