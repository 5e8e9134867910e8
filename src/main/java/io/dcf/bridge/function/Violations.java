package io.dcf.bridge.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a value, so that a caller hears of all of it at once. */
public final class Violations {

    /** More than anyone reads, and few enough that a body made of faults costs little. */
    private static final int MAX = 100;

    private final List<Violation> found = new ArrayList<>();

    /**
     * Notes a violation unless the rule is kept.
     *
     * @param path the names and indexes that lead to the value at fault, outermost first
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

    /** Whether no more are noted. */
    public boolean isFull() {
        return found.size() >= MAX;
    }

    /** Notes violations that a value held under {@code name} found in itself. */
    public void addAll(String name, List<Violation> violations) {
        violations.forEach(violation -> found.add(violation.under(name)));
    }

    /** Notes violations of this very value. */
    public void addAll(List<Violation> violations) {
        found.addAll(violations);
    }

    /** Throws what was noted; of two that point to one place, the earlier alone. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            Map<String, Violation> byPointer = new LinkedHashMap<>();
            found.forEach(violation -> byPointer.putIfAbsent(violation.pointer(), violation));
            throw new InvalidException(byPointer.values().stream().limit(MAX).toList());
        }
    }
}
