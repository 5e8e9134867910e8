package io.dcf.bridge.function;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown where a value would break the rules of its record; carries every violation at once. */
public final class InvalidException extends RuntimeException {

    private final transient List<Violation> violations;

    public InvalidException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> violation.pointer() + " " + violation.detail())
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** What is wrong, in the order it was found; never empty. */
    public List<Violation> violations() {
        return violations;
    }
}
