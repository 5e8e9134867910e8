package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, starts, renames and removes containers. Throws docker-java's exceptions. */
public final class ContainerLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ContainerLifecycle.class);
    private static final int STOP_SECONDS = 10;

    private final DockerClient client;
    private final String gateway;
    private final GatewayLocation location;

    /** @param gateway identifies the gateway that owns the containers */
    ContainerLifecycle(DockerClient client, String gateway, GatewayLocation location) {
        this.client = client;
        this.gateway = gateway;
        this.location = location;
    }

    /** Creates a container and returns its id; empty if the engine does not have the image. */
    public Optional<String> create(String name, ContainerLabels labels, ContainerSpec spec) {
        CreateContainerCmd command = client.createContainerCmd(
                        labels.definition().getImage())
                .withName(name)
                .withLabels(labels.write(gateway))
                .withEnv(spec.environment(labels))
                .withExposedPorts(spec.port(labels))
                .withHostConfig(spec.host(labels, location));
        try {
            return Optional.of(command.exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    public void start(String id) {
        try {
            client.startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            log.debug("{} runs already", id);
        }
    }

    public void rename(String id, String name) {
        client.renameContainerCmd(id).withName(name).exec();
    }

    /** Stops and removes a container, and waits until it is gone. */
    public void remove(String id) {
        try {
            client.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
        } catch (NotModifiedException | NotFoundException e) {
            log.debug("{} is stopped already", id);
        }
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            log.debug("{} is gone already", id);
        }
    }
}
