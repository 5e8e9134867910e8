package io.dcf.gateway.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The next step of a rolling update. An old replica is removed only when a new one takes calls.
 *
 * @param starts number of containers to start
 * @param removals replicas to remove
 */
record RolloutStep(int starts, List<ContainerReplica> removals) {

    /** Replicas that take no calls first, then the oldest. */
    private static final Comparator<ContainerReplica> REMOVAL_ORDER = Comparator.comparing(ContainerReplica::isReady)
            .thenComparing(replica -> replica.status().created());

    RolloutStep {
        removals = List.copyOf(removals);
    }

    /** The step of a function that has these replicas. */
    static RolloutStep of(DesiredState desired, List<ContainerReplica> all) {
        List<ContainerReplica> current =
                all.stream().filter(each -> desired.matches(each.status())).toList();
        List<ContainerReplica> old =
                all.stream().filter(each -> !current.contains(each)).toList();
        return of(desired.replicas(), current, old);
    }

    /**
     * @param desired desired number of replicas
     * @param current replicas of the desired definition
     * @param old replicas of another definition
     */
    static RolloutStep of(int desired, List<ContainerReplica> current, List<ContainerReplica> old) {
        int ready = (int) current.stream().filter(ContainerReplica::isReady).count();
        List<ContainerReplica> removals =
                new ArrayList<>(firstRemovals(old, old.size() - Math.max(0, desired - ready)));
        removals.addAll(firstRemovals(current, current.size() - desired));
        int missing = Math.max(0, desired - current.size());
        boolean replacing = old.size() > 0;
        int concurrent = ready < current.size() ? 0 : 1;
        return new RolloutStep(replacing ? Math.min(missing, concurrent) : missing, removals);
    }

    private static List<ContainerReplica> firstRemovals(List<ContainerReplica> replicas, int number) {
        return replicas.stream()
                .sorted(REMOVAL_ORDER)
                .limit(Math.max(0, number))
                .toList();
    }
}
