package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.Host;
import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.engine.Unavailability;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A function that runs in containers: its desired state, and the pass that moves its containers towards that state. */
final class ContainerFunction implements Host.Replicas {

    private final DockerHost host;
    private final FunctionContainers containers;
    private final FunctionReplicas replicas;
    private final ContainerStarter starter;
    private final ReconcileBackoff backoff = new ReconcileBackoff();
    private final FunctionCondition condition = new FunctionCondition();
    private volatile DesiredState desired;
    private volatile List<Endpoint> endpoints = List.of();

    ContainerFunction(DockerHost host, DesiredState desired, FunctionContainers containers, LogRing log) {
        this.host = host;
        this.desired = desired;
        this.containers = containers;
        this.replicas = containers.replicas();
        this.starter = new ContainerStarter(host, containers, log);
    }

    @Override
    public void update(CreateFunctionRequest definition, long number) {
        Set<String> outdated = host.imageId(definition.getImage())
                .map(image -> containers.outdated(definition, image))
                .orElse(desired.outdated());
        change(new DesiredState(definition, number, outdated));
    }

    @Override
    public void scale(long number) {
        change(desired.withReplicas(number));
    }

    private void change(DesiredState next) {
        desired = next;
        condition.restart();
        reconcileSoon();
    }

    private void reconcileSoon() {
        backoff.restart();
        host.reconciler().wake();
    }

    @Override
    public long available() {
        return endpoints.size();
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return condition.cause();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public Optional<CompletableFuture<Void>> starting() {
        return condition.starting();
    }

    @Override
    public String logs() {
        return containers.logs();
    }

    @Override
    public void remove() {
        endpoints = List.of();
        containers.delete();
        host.reconciler().remove(desired.definition().getService());
    }

    /** The process in one of its containers has ended. */
    void died(ContainerDeath death) {
        if (replicas.died(death)) {
            endpoints = replicas.endpoints();
            if (endpoints.isEmpty()) {
                replicas.death().ifPresent(condition::failed);
            }
            reconcileSoon();
        }
    }

    /** Takes the next step towards the desired state, and returns the interval to the next pass. */
    Duration reconcile(List<ContainerStatus> found) {
        DesiredState now = desired;
        replicas.observe(found);
        containers.check();
        RolloutStep step = RolloutStep.of(now, replicas.all());
        step.removals().forEach(containers::drain);
        endpoints = replicas.endpoints();
        starter.start(now, step.starts());
        if (endpoints.isEmpty()) {
            starter.explain(now, condition);
        } else {
            condition.available();
        }
        return backoff.interval(now.isReachedBy(replicas.all()));
    }

    /** The engine does not answer. */
    void disconnected(String reason) {
        if (endpoints.isEmpty()) {
            condition.failed(reason);
        }
    }
}
