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
import java.util.concurrent.ConcurrentHashMap;

/** A function that runs in containers: its desired state, and the pass that moves its containers towards that state. */
final class ContainerFunction implements Host.Replicas {

    private final DockerHost host;
    private final FunctionContainers containers;
    private final ContainerStarter starter;
    private final ReconcileBackoff backoff = new ReconcileBackoff();
    private final FunctionCondition condition = new FunctionCondition();

    /** Ids of containers whose image was rebuilt since they were started. */
    private final Set<String> outdated = ConcurrentHashMap.newKeySet();

    private volatile DesiredState desired;
    private volatile List<Endpoint> endpoints = List.of();

    ContainerFunction(
            DockerHost host,
            CreateFunctionRequest definition,
            long replicas,
            LogRing log,
            FunctionContainers containers) {
        this.host = host;
        this.containers = containers;
        this.starter = new ContainerStarter(host, containers, log);
        this.desired = new DesiredState(definition, replicas);
    }

    @Override
    public void update(CreateFunctionRequest definition, long replicas) {
        host.imageId(definition.getImage())
                .ifPresent(id -> containers.all().stream()
                        .map(ContainerReplica::status)
                        .filter(container -> !container.image().equals(id))
                        .forEach(container -> outdated.add(container.id())));
        change(new DesiredState(definition, replicas));
    }

    @Override
    public void scale(long replicas) {
        change(desired.withReplicas(replicas));
    }

    private void change(DesiredState next) {
        desired = next;
        condition.restart();
        reconcileSoon();
    }

    private void reconcileSoon() {
        backoff.restart();
        host.wake();
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
        host.remove(desired.definition().getService());
    }

    /** The process in one of its containers has ended. */
    void died(ContainerDeath death) {
        if (containers.died(death)) {
            endpoints = containers.endpoints();
            if (endpoints.isEmpty()) {
                containers.death().ifPresent(condition::failed);
            }
            reconcileSoon();
        }
    }

    /** Takes the next step towards the desired state, and returns the interval to the next pass. */
    Duration reconcile(List<ContainerStatus> found) {
        DesiredState now = desired;
        containers.observe(found);
        containers.check();
        List<ContainerReplica> all = containers.all();
        List<ContainerReplica> current =
                all.stream().filter(each -> isCurrent(now, each)).toList();
        List<ContainerReplica> old =
                all.stream().filter(each -> !current.contains(each)).toList();
        RolloutStep step = RolloutStep.of(now.replicas(), current, old);
        step.removals().forEach(containers::drain);
        endpoints = containers.endpoints();
        starter.start(now, step.starts());
        if (endpoints.isEmpty()) {
            starter.explain(now, condition);
        } else {
            condition.available();
        }
        List<ContainerReplica> left = containers.all();
        outdated.retainAll(left.stream().map(replica -> replica.status().id()).toList());
        return backoff.interval(old.isEmpty() && endpoints.size() == now.replicas() && left.size() == now.replicas());
    }

    private boolean isCurrent(DesiredState now, ContainerReplica replica) {
        ContainerStatus container = replica.status();
        return now.matches(container) && !outdated.contains(container.id());
    }

    /** The engine does not answer. */
    void disconnected(String reason) {
        if (endpoints.isEmpty()) {
            condition.failed(reason);
        }
    }
}
