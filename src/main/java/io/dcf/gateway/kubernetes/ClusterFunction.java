package io.dcf.gateway.kubernetes;

import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.engine.Unavailability;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.DurationAnnotation;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A function that is a Deployment of the cluster, in the state that informers last reported. */
final class ClusterFunction implements io.dcf.gateway.engine.Deployment {

    private final FunctionContext context;
    private final LatestDeployment latest;
    private final String id;
    private final ReadyEndpoints endpoints;
    private final Waker waker;
    private final InvocationCounter counter = new InvocationCounter();

    ClusterFunction(Deployment deployment, CreateFunctionRequest definition, FunctionContext context) {
        this.context = context;
        this.latest = new LatestDeployment(deployment, definition);
        this.id = Names.id(deployment);
        this.endpoints = new ReadyEndpoints(context.clients());
        this.waker = new Waker(this, counter, context);
    }

    boolean is(Deployment other) {
        return latest.is(other);
    }

    Deployment deployment() {
        return latest.deployment();
    }

    /** Takes a version of the Deployment, unless a later one is known. */
    void seen(Deployment now) {
        if (latest.update(now)) {
            refresh();
            waker.wake();
        }
    }

    /** Updates its endpoints and count from the informers. */
    void refresh() {
        endpoints.update(
                context.informers().slices(id),
                Protocol.of(definition(), context.settings().protocol()));
        service().ifPresent(counter::seen);
        if (!endpoints.all().isEmpty()) {
            waker.proceed();
        }
    }

    private Optional<Service> service() {
        return context.informers().service(id);
    }

    /** Whether all of its objects exist, as far as informers know. */
    boolean isComplete() {
        return service().isPresent();
    }

    /** Stores what was counted in the function's Service. */
    void flush() {
        if (!waker.isIdle() || !endpoints.all().stream().allMatch(Endpoint::isIdle)) {
            counter.touch();
        }
        service().ifPresent(service -> counter.flush(service, context.objects()));
    }

    /** The time of the last call, or since when it has had replicas if that is later. */
    Instant idleSince() {
        Instant invoked = counter.invoked();
        Instant scaledUp = latest.scaledUp();
        return invoked.isAfter(scaledUp) ? invoked : scaledUp;
    }

    @Override
    public CreateFunctionRequest definition() {
        return latest.definition();
    }

    @Override
    public long replicas() {
        return latest.replicas();
    }

    @Override
    public long availableReplicas() {
        return endpoints.all().size();
    }

    @Override
    public Optional<Instant> created() {
        return Optional.ofNullable(deployment().getMetadata().getCreationTimestamp())
                .map(Instant::parse);
    }

    @Override
    public long invocations() {
        return counter.total();
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return replicas() == 0 || !endpoints.all().isEmpty()
                ? Optional.empty()
                : Optional.of(UnavailabilityReason.of(
                        deployment(), context.informers().pods(id)));
    }

    @Override
    public String log() {
        return PodLogs.of(context.informers().pods(id), context.client());
    }

    @Override
    public void log(String line) {
        // its log is that of its pods
    }

    @Override
    public CompletableFuture<Void> count() {
        counter.add();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints.all();
    }

    @Override
    public CompletableFuture<Void> awaitEndpoint() {
        return DurationAnnotation.SCALE_TO_ZERO.of(definition()).isEmpty()
                ? CompletableFuture.failedFuture(noEndpoint())
                : waker.await();
    }
}
