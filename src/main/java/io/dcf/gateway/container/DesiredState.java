package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.Set;

/**
 * The containers that a function should have.
 *
 * @param definition the definition that they run
 * @param labelled the definition in the form that labels contain
 * @param replicas their number
 * @param outdated ids of containers whose image was rebuilt since they were started
 */
record DesiredState(
        CreateFunctionRequest definition, CreateFunctionRequest labelled, int replicas, Set<String> outdated) {

    DesiredState {
        outdated = Set.copyOf(outdated);
    }

    DesiredState(CreateFunctionRequest definition, long replicas, Set<String> outdated) {
        this(definition, ContainerLabels.bare(definition), ReplicaLimit.bounded(replicas), outdated);
    }

    String image() {
        return definition.getImage();
    }

    DesiredState withReplicas(long number) {
        return new DesiredState(definition, number, outdated);
    }

    /** Whether the container runs the desired definition and image. */
    boolean matches(ContainerStatus container) {
        return container.labels().definition().equals(labelled) && !outdated.contains(container.id());
    }

    /** Whether these are all desired replicas, and take calls. */
    boolean isReachedBy(List<ContainerReplica> all) {
        return all.size() == replicas && all.stream().allMatch(each -> each.isReady() && matches(each.status()));
    }
}
