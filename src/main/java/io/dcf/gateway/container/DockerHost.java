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

/** Runs functions as containers of the engine on this machine. Containers survive the gateway, which finds them by their labels. */
public final class DockerHost implements Host {

    private static final long MAX_REPLICAS = 100;

    private final DockerSettings settings;
    private final FunctionClients clients;
    private final ContainerSpec spec;
    private final ContainerEngine engine;
    private final Reconciler reconciler;

    /** Throws {@link EngineUnavailableException} where there is no engine that it can use. */
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
                    "one machine runs at most " + MAX_REPLICAS + " replicas of a function");
        }
    }

    /** Not more than it runs, such as where another engine was asked for them. */
    static int bounded(long replicas) {
        return (int) (Long.compareUnsigned(replicas, MAX_REPLICAS) > 0 ? MAX_REPLICAS : replicas);
    }

    /** Those of the newest container of each function, unless it was deleted. */
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
        FunctionContainers containers = new FunctionContainers(engine, spec, reconciler.retirement(), clients, log);
        ContainerFunction function = new ContainerFunction(this, definition, replicas, log, containers);
        reconciler.add(definition.getService(), function);
        return function;
    }

    /** Refuses a definition whose protocol or port is wrong. */
    ContainerLabels labels(CreateFunctionRequest definition) {
        return ContainerLabels.of(definition, settings.protocol());
    }

    /** Nothing where the engine does not have it, or cannot say. */
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
