package io.dcf.gateway.kubernetes;

import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.engine.Unavailability;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.DefinitionAnnotation;
import io.dcf.gateway.manifest.DurationAnnotation;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A function that is a Deployment, as informers know it. */
final class ClusterFunction implements io.dcf.gateway.engine.Deployment {

    private final FunctionContext context;
    private final ClusterState state;
    private final String uid;
    private final String id;
    private final ReadyEndpoints endpoints;
    private final WaitingCalls waiting;
    private final InvocationCounter count = new InvocationCounter();
    private volatile Deployment deployment;
    private volatile CreateFunctionRequest definition;
    private volatile Instant awake = Instant.now();

    ClusterFunction(
            Deployment deployment, CreateFunctionRequest definition, FunctionContext context, ClusterState state) {
        this.context = context;
        this.state = state;
        this.uid = deployment.getMetadata().getUid();
        this.id = Names.id(deployment);
        this.deployment = deployment;
        this.definition = definition;
        this.endpoints = new ReadyEndpoints(context.clients());
        this.waiting =
                new WaitingCalls(definition.getService(), context.settings().maxWaiting());
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

    /** Takes a later state of the Deployment. One whose definition nobody can read any more stays as it was. */
    void seen(Deployment now) {
        if (ClusterState.version(now) < version()) {
            return;
        }
        DefinitionAnnotation.of(now).ifPresent(read -> definition = read);
        if (replicas() == 0) {
            awake = Instant.now();
        }
        deployment = now;
        refresh();
        if (replicas() == 0 && !waiting.isEmpty()) {
            context.executor().execute(this::wake);
        }
    }

    /** Reads what belongs to it anew. */
    void refresh() {
        endpoints.change(
                state.slices(id), Protocol.of(definition, context.settings().protocol()));
        state.service(id).ifPresent(count::seen);
        if (!endpoints.all().isEmpty()) {
            waiting.proceed();
        }
    }

    /** Whether all that belongs to it is there, as far as informers know. */
    boolean isWhole() {
        return state.service(id).isPresent();
    }

    /** Adds what was counted to the function's record. */
    void flush() {
        if (!waiting.isEmpty() || !endpoints.all().stream().allMatch(Endpoint::isIdle)) {
            count.touch();
        }
        state.service(id).ifPresent(service -> count.flush(service, context.objects()));
    }

    /** Since when nobody has used it, and it has had replicas. */
    Instant idleSince() {
        Instant invoked = count.invoked();
        return invoked.isAfter(awake) ? invoked : awake;
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
                : Optional.of(UnavailabilityReason.of(deployment, state.pods(id)));
    }

    @Override
    public String log() {
        return PodLogs.of(state.pods(id), context.client());
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

    @Override
    public CompletableFuture<Void> awaitEndpoint() {
        if (DurationAnnotation.SCALE_TO_ZERO.of(definition).isEmpty()) {
            return CompletableFuture.failedFuture(noEndpoint());
        }
        CompletableFuture<Void> call = waiting.add(this::noEndpoint);
        if (!endpoints.all().isEmpty()) {
            waiting.proceed(); // they came meanwhile
        } else if (replicas() == 0) {
            context.executor().execute(this::wake);
        }
        return call;
    }

    /** Scales it to as few replicas as it may have. Only from the state that is known here: where that is not the last one, it is seen soon. */
    private void wake() {
        Deployment asleep = deployment;
        if (replicas() != 0 || waiting.isEmpty()) {
            return;
        }
        try {
            count.touch();
            flush();
            context.objects().scale(asleep, Math.max(1, definition.getMinReplicas()), true);
        } catch (KubernetesClientException e) {
            if (!ApiFailure.isConflict(e)) {
                waiting.fail(ApiFailure.explained(e));
            }
        }
    }
}
