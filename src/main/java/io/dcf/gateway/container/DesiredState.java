package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.guide.CreateFunctionRequest;

/**
 * The containers that a function should have.
 *
 * @param definition the definition that they run
 * @param labelled the definition in the form that labels contain
 * @param replicas their number
 */
record DesiredState(CreateFunctionRequest definition, CreateFunctionRequest labelled, int replicas) {

    DesiredState(CreateFunctionRequest definition, long replicas) {
        this(definition, ContainerLabels.bare(definition), DockerHost.bounded(replicas));
    }

    String image() {
        return definition.getImage();
    }

    DesiredState withReplicas(long number) {
        return new DesiredState(definition, number);
    }

    /** Whether the container runs the desired definition. */
    boolean matches(ContainerStatus container) {
        return container.labels().definition().equals(labelled);
    }
}
