package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerSpec;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.docker.EngineUnavailableException;
import io.dcf.gateway.docker.ImagePull;
import io.dcf.gateway.engine.Host;
import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs functions as containers of this machine's Docker engine. Containers outlive the gateway, which finds them again by their labels. */
public final class DockerHost implements Host {

    private static final long MAX_REPLICAS = 100;

    private final DockerSettings settings;
    private final FunctionClients clients;
    private final ContainerSpec spec;
    private final ContainerEngine engine;
    private final Reconciler reconciler;

    /** Throws {@link EngineUnavailableException} if no engine can be used. */
    public DockerHost(DockerSettings settings, FunctionClients clients) {
        this.settings = settings;
        this.clients = clients;
        this.spec = new ContainerSpec(settings.secrets());
        this.engine = new ContainerEngine(settings.host(), settings.gateway());
        this.reconciler = new Reconciler(engine);
    }

    @Override
    public void requireRunnable(CreateFunctionRequest definition) {
        labels(definition);
        spec.requirePossible(definition);
        try {
            engine.imageId(definition.getImage());
        } catch (RuntimeException e) {
            throw EngineFailures.refusal(e);
        }
    }

    @Override
    public void requireReplicas(long replicas) {
        if (Long.compareUnsigned(replicas, MAX_REPLICAS) > 0) {
            throw Refusal.with(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "Replicas must be at most " + MAX_REPLICAS + " with bridge.embedded.engine=docker, not "
                            + Long.toUnsignedString(replicas));
        }
    }

    /** The number, but at most the maximum, which another engine may have exceeded. */
    static int bounded(long replicas) {
        return (int) (Long.compareUnsigned(replicas, MAX_REPLICAS) > 0 ? MAX_REPLICAS : replicas);
    }

    /** The definition of each function's newest container, without functions that were deleted. */
    @Override
    public List<Found> found() {
        Map<String, List<ContainerStatus>> byFunction = engine.list().stream()
                .filter(container -> !container.isDeleted())
                .collect(Collectors.groupingBy(container -> container.labels().function()));
        List<Found> found =
                byFunction.values().stream().map(DockerHost::function).toList();
        reconciler.begin(byFunction.keySet());
        return found;
    }

    private static Found function(List<ContainerStatus> containers) {
        CreateFunctionRequest newest = containers.stream()
                .max(Comparator.comparing(ContainerStatus::created))
                .orElseThrow()
                .labels()
                .definition();
        return new Found(
                newest,
                containers.stream()
                        .filter(container -> container.labels().definition().equals(newest))
                        .count());
    }

    @Override
    public Replicas start(CreateFunctionRequest definition, long replicas, LogRing log) {
        FunctionContainers containers = new FunctionContainers(engine, spec, reconciler.draining(), clients, log);
        ContainerFunction function = new ContainerFunction(this, definition, replicas, log, containers);
        reconciler.add(definition.getService(), function);
        return function;
    }

    /** Refuses an invalid protocol or port. */
    ContainerLabels labels(CreateFunctionRequest definition) {
        return ContainerLabels.of(definition, settings.protocol());
    }

    /** Empty if the engine does not have the image, or does not answer. */
    Optional<String> imageId(String image) {
        try {
            return engine.imageId(image);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    ImagePull pull(String image, LogRing log) {
        return new ImagePull(engine, image, log, reconciler::wake);
    }

    void wake() {
        reconciler.wake();
    }

    void remove(String function) {
        reconciler.remove(function);
    }

    @Override
    public String describe() {
        return "runs containers of Docker " + engine.version();
    }

    @Override
    public void close() {
        reconciler.close();
        engine.close();
    }
}
