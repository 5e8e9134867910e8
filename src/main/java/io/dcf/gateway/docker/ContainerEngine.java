package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client of the container engine. Throws docker-java's exceptions, which {@link EngineFailures} explains. */
public final class ContainerEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ContainerEngine.class);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);

    private final DockerClient client;
    private final EngineStreams streams;
    private final String gateway;
    private final Map<String, String> own;
    private final GatewayLocation location;
    private final String version;

    /** Throws {@link EngineUnavailableException} if the engine cannot be used. */
    public ContainerEngine(String host, String gateway) {
        DockerClients clients = new DockerClients(host);
        client = clients.open(RESPONSE_TIMEOUT);
        streams = new EngineStreams(clients.open(Duration.ZERO));
        try {
            version = client.versionCmd().exec().getVersion();
            location = GatewayLocation.find(client);
        } catch (RuntimeException e) {
            close();
            throw EngineUnavailableException.unreachable(clients.address(), e);
        }
        this.gateway = location.container() == null ? gateway : location.container() + ":" + gateway;
        this.own = Map.of(ContainerLabels.GATEWAY, this.gateway);
    }

    public String version() {
        return version;
    }

    /** All containers of this gateway. */
    public List<ContainerStatus> list() {
        return client.listContainersCmd().withShowAll(true).withLabelFilter(own).exec().stream()
                .flatMap(container -> ContainerStatus.of(container, location.network()).stream())
                .toList();
    }

    /** The id of an image; empty if the engine does not have it. */
    public Optional<String> imageId(String image) {
        try {
            return Optional.ofNullable(client.inspectImageCmd(image).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Creates, starts, renames and removes containers. */
    public ContainerLifecycle lifecycle() {
        return new ContainerLifecycle(client, gateway, location);
    }

    /** The end of a container's log, each line with its time. */
    public String log(String id, int lines, int maxBytes) {
        ContainerLogTail text = new ContainerLogTail(maxBytes);
        client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withTimestamps(true)
                .withTail(lines)
                .exec(text);
        return text.await(RESPONSE_TIMEOUT);
    }

    /** Requests that have no timeout: events and image pulls. */
    EngineStreams streams() {
        return streams;
    }

    /** Reads the events of this gateway's containers. */
    ContainerEvents watch(Consumer<ContainerDeath> died, Runnable changed) {
        return streams.watch(own, new ContainerEvents(died, changed));
    }

    @Override
    public void close() {
        try {
            client.close();
            streams.close();
        } catch (IOException e) {
            log.debug("Failed to close a client of the container engine", e);
        }
    }
}
