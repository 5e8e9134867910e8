package io.dcf.gateway.kubernetes;

import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.engine.Unavailability;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A function that is a Deployment, as informers know it. */
final class ClusterFunction implements io.dcf.gateway.engine.Deployment {

    private final FunctionContext context;
    private final String name;
    private final String uid;
    private final ReadyEndpoints endpoints;
    private final InvocationCount count;
    private volatile Deployment deployment;
    private volatile CreateFunctionRequest definition;

    ClusterFunction(Deployment deployment, CreateFunctionRequest definition, FunctionContext context) {
        this.context = context;
        this.name = definition.getService();
        this.uid = deployment.getMetadata().getUid();
        this.deployment = deployment;
        this.definition = definition;
        this.endpoints = new ReadyEndpoints(context.clients());
        this.count = new InvocationCount();
    }

    boolean is(Deployment other) {
        return uid.equals(other.getMetadata().getUid());
    }

    long version() {
        return ClusterState.version(deployment);
    }

    Deployment deployment() {
        return deployment;
    }

    InvocationCount invocationCount() {
        return count;
    }

    /** Takes a later state of the Deployment. One whose definition nobody can read any more stays as it was. */
    void seen(Deployment now) {
        Definitions.of(now).ifPresent(read -> definition = read);
        deployment = now;
        refresh();
    }

    /** Reads what belongs to it anew. */
    void refresh() {
        Protocol protocol = Protocol.of(definition, context.settings().protocol());
        endpoints.change(context.state().slices(name), protocol);
        Service service = context.state().service(name);
        if (service != null) {
            count.seen(service);
        }
    }

    @Override
    public CreateFunctionRequest definition() {
        return definition;
    }

    @Override
    public long replicas() {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    @Override
    public long availableReplicas() {
        return endpoints.all().size();
    }

    @Override
    public long invocations() {
        return count.total();
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return replicas() == 0 || !endpoints.all().isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnosis.of(deployment, context.state().pods(name)));
    }

    @Override
    public String log() {
        return PodLogs.of(context.state().pods(name), context.client());
    }

    @Override
    public void note(String line) {
        // the log is that of the pods
    }

    @Override
    public CompletableFuture<Void> count() {
        count.add();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints.all();
    }
}
