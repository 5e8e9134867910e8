package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.NameParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway asks of the container engine. Throws docker-java's exceptions, which {@link EngineFailures} reads. */
public final class ContainerEngine implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ContainerEngine.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 10;

    private final DockerClient client;
    private final DockerClient streams;
    private final String gateway;
    private final GatewayLocation place;
    private final String version;

    /** Throws {@link EngineUnavailableException} where it cannot be used. */
    public ContainerEngine(String host, String gateway) {
        DockerClients clients = new DockerClients(host);
        client = clients.open(ANSWER_TIMEOUT);
        streams = clients.open(Duration.ZERO);
        try {
            version = client.versionCmd().exec().getVersion();
            place = GatewayLocation.find(client);
        } catch (RuntimeException e) {
            close();
            throw EngineUnavailableException.silent(clients.address(), e);
        }
        this.gateway = place.container() == null ? gateway : place.container() + ":" + gateway;
    }

    private Map<String, String> own() {
        return Map.of(ContainerLabels.GATEWAY, gateway);
    }

    public String version() {
        return version;
    }

    GatewayLocation place() {
        return place;
    }

    /** All containers of this gateway. */
    public List<ContainerStatus> list() {
        return client.listContainersCmd().withShowAll(true).withLabelFilter(own()).exec().stream()
                .flatMap(container -> status(container).stream())
                .toList();
    }

    private Optional<ContainerStatus> status(Container container) {
        return ContainerLabels.read(container.getLabels())
                .map(labels -> new ContainerStatus(
                        container.getId(),
                        container.getNames().length == 0 ? container.getId() : container.getNames()[0].substring(1),
                        labels,
                        Objects.requireNonNullElse(container.getImageId(), ""),
                        container.getCreated(),
                        container.getState(),
                        container.getStatus(),
                        ContainerAddress.of(container, labels, place.network())));
    }

    /** The id of an image, nothing where the engine does not have it. */
    public Optional<String> imageId(String image) {
        try {
            return Optional.ofNullable(client.inspectImageCmd(image).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Creates a container and returns its id; empty if the engine does not have the image. */
    public Optional<String> create(String name, ContainerLabels labels, ContainerSpec spec) {
        CreateContainerCmd command = client.createContainerCmd(
                        labels.definition().getImage())
                .withName(name)
                .withLabels(labels.write(gateway))
                .withEnv(spec.environment(labels))
                .withExposedPorts(spec.port(labels))
                .withHostConfig(spec.host(labels, place));
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

    /** Ends a container and waits until it is gone. */
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

    /** The end of what a container wrote, each line with its time. */
    public String log(String id, int lines, int maxBytes) {
        ContainerLogTail text = new ContainerLogTail(maxBytes);
        client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withTimestamps(true)
                .withTail(lines)
                .exec(text);
        return text.await(ANSWER_TIMEOUT);
    }

    /** Tells of what happens to this gateway's containers, until it is closed or the engine ends it. */
    public ContainerEvents watch(Consumer<ContainerDeath> died, Runnable changed) {
        return streams.eventsCmd()
                .withEventTypeFilter("container")
                .withLabelFilter(own())
                .exec(new ContainerEvents(died, changed));
    }

    /** @param credentials for the registry; where there are none, the ones that this user has logged in with */
    void pull(String image, Optional<AuthConfig> credentials, ResultCallback<PullResponseItem> progress) {
        NameParser.ReposTag parts = NameParser.parseRepositoryTag(image);
        PullImageCmd pull = streams.pullImageCmd(parts.repos);
        if (!image.contains("@")) {
            pull.withTag(parts.tag.isEmpty() ? "latest" : parts.tag);
        }
        credentials.ifPresent(pull::withAuthConfig);
        pull.exec(progress);
    }

    @Override
    public void close() {
        try {
            client.close();
            streams.close();
        } catch (IOException e) {
            log.debug("A client of the container engine does not close", e);
        }
    }
}
