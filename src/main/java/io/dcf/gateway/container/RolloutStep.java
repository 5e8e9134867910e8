package io.dcf.gateway.container;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What comes next, so that a function gets to the replicas that it is to have. An old replica goes only when a new one takes calls.
 *
 * @param starts how many containers to start
 * @param retirements those that are to go
 */
record RolloutStep(int starts, List<ContainerReplica> retirements) {

    /** The least useful first: those that take no calls, then the oldest. */
    private static final Comparator<ContainerReplica> LEAST_USEFUL = Comparator.comparing(ContainerReplica::isReady)
            .thenComparing(replica -> replica.status().created());

    RolloutStep {
        retirements = List.copyOf(retirements);
    }

    /**
     * @param wanted how many replicas there are to be
     * @param current those of the wanted definition
     * @param old those of another definition
     */
    static RolloutStep of(int wanted, List<ContainerReplica> current, List<ContainerReplica> old) {
        int ready = (int) current.stream().filter(ContainerReplica::isReady).count();
        List<ContainerReplica> retirements =
                new ArrayList<>(leastUseful(old, old.size() - Math.max(0, wanted - ready)));
        retirements.addAll(leastUseful(current, current.size() - wanted));
        int missing = Math.max(0, wanted - current.size());
        boolean replacing = old.size() > 0;
        int atOnce = ready < current.size() ? 0 : 1;
        return new RolloutStep(replacing ? Math.min(missing, atOnce) : missing, retirements);
    }

    private static List<ContainerReplica> leastUseful(List<ContainerReplica> replicas, int number) {
        return replicas.stream().sorted(LEAST_USEFUL).limit(Math.max(0, number)).toList();
    }
}
