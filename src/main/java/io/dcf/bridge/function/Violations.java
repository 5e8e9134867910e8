package io.dcf.bridge.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects all violations of a value, so that one response can list them. */
public final class Violations {

    /** More than people read, and few enough that an invalid body costs little. */
    private static final int MAX = 100;

    private final List<Violation> found = new ArrayList<>();

    /**
     * Adds a violation unless the rule is kept.
     *
     * @param path the names and indexes that lead to the invalid value, outermost first
     */
    public void require(boolean kept, String detail, Object... path) {
        if (!kept && !isFull()) {
            Violation violation = new Violation("", detail);
            for (int i = path.length - 1; i >= 0; i--) {
                violation = violation.under(path[i].toString());
            }
            found.add(violation);
        }
    }

    /** Whether no more violations are added. */
    public boolean isFull() {
        return found.size() >= MAX;
    }

    /** Adds the violations of the value under {@code name}. */
    public void addAll(String name, List<Violation> violations) {
        violations.forEach(violation -> found.add(violation.under(name)));
    }

    /** Adds violations of this value. */
    public void addAll(List<Violation> violations) {
        found.addAll(violations);
    }

    /** Throws the violations, only the first one for each pointer. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            Map<String, Violation> byPointer = new LinkedHashMap<>();
            found.forEach(violation -> byPointer.putIfAbsent(violation.pointer(), violation));
            throw new InvalidException(byPointer.values().stream().limit(MAX).toList());
        }
    }
}
