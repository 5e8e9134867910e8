package io.dcf.gateway.container;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that run in containers, and the names of those that were removed or that an earlier gateway left. */
final class FunctionRegistry {

    private final Map<String, ContainerFunction> functions = new HashMap<>();

    /** Removed since the last pass: containers that the engine lists now are theirs, not those of a new function of the same name. */
    private final Set<String> removed = new HashSet<>();

    /** Left by an earlier gateway and not added yet; their containers must stay. */
    private final Set<String> unclaimed = new HashSet<>();

    /**
     * The state at the beginning of a pass.
     *
     * @param known names whose containers must not be removed
     */
    record Snapshot(Map<String, ContainerFunction> functions, Set<String> removed, Set<String> known) {}

    /** Protects containers of these functions until they are added. */
    synchronized void protect(Set<String> found) {
        unclaimed.addAll(found);
        unclaimed.removeAll(functions.keySet());
    }

    synchronized void add(String name, ContainerFunction function) {
        functions.put(name, function);
        unclaimed.remove(name);
    }

    synchronized void remove(String name) {
        functions.remove(name);
        removed.add(name);
    }

    synchronized Optional<ContainerFunction> get(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** Also forgets which functions were removed. */
    synchronized Snapshot snapshot() {
        Set<String> known = new HashSet<>(functions.keySet());
        known.addAll(unclaimed);
        known.removeAll(removed);
        Snapshot snapshot = new Snapshot(Map.copyOf(functions), Set.copyOf(removed), known);
        removed.clear();
        return snapshot;
    }

    /** Remembers the removed functions of a pass that failed. */
    synchronized void restore(Snapshot failed) {
        removed.addAll(failed.removed());
    }
}
