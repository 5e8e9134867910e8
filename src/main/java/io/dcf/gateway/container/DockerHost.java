package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerSpec;
import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.docker.EngineUnavailableException;
import io.dcf.gateway.docker.ImagePull;
import io.dcf.gateway.engine.Host;
import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs functions as containers of this machine's Docker engine. Containers outlive the gateway, which finds them again by their labels. */
public final class DockerHost implements Host {

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
        ReplicaLimit.require(replicas);
    }

    @Override
    public List<Found> found() {
        FoundFunctions found = FoundFunctions.in(engine.list());
        reconciler.begin(found.names());
        return found.all();
    }

    @Override
    public Replicas start(CreateFunctionRequest definition, long replicas, LogRing log) {
        FunctionContainers containers = new FunctionContainers(engine, spec, reconciler.draining(), clients, log);
        DesiredState desired = new DesiredState(definition, replicas, Set.of());
        ContainerFunction function = new ContainerFunction(this, desired, containers, log);
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

    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    public String describe() {
        return "engine docker: runs containers of Docker " + engine.version();
    }

    @Override
    public void close() {
        reconciler.close();
        engine.close();
    }
}
