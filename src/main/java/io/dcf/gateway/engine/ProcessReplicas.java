package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.Optional;

/** Replicas of a function in this process or at an address: any number of them behind one endpoint. */
final class ProcessReplicas implements Host.Replicas {

    private final ProcessHost host;
    private final Endpoint endpoint;
    private volatile CreateFunctionRequest definition;
    private volatile long replicas;

    ProcessReplicas(CreateFunctionRequest definition, long replicas, ProcessHost host) {
        this.host = host;
        this.definition = definition;
        this.replicas = replicas;
        this.endpoint = new Endpoint((function, input) -> host.runner(function).run(function, input), replicas);
    }

    @Override
    public void update(CreateFunctionRequest changed, long number) {
        definition = changed;
        scale(number);
    }

    @Override
    public void scale(long number) {
        replicas = number;
        endpoint.setReplicas(number);
    }

    @Override
    public long available() {
        return replicas;
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return Optional.empty();
    }

    @Override
    public List<Endpoint> endpoints() {
        host.runner(definition); // throws a refusal if the function may no longer run
        return replicas == 0 ? List.of() : List.of(endpoint);
    }

    @Override
    public String logs() {
        return "";
    }

    @Override
    public void remove() {
        // calls in flight run to their end
    }
}
