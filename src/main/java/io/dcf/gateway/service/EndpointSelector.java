package io.dcf.gateway.service;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.definition.DefinitionValidator;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Selects the endpoint that runs an invocation: the least busy one that has not failed to take it. */
final class EndpointSelector {

    private final Deployment deployment;
    private final CreateFunctionRequest function;
    private final long concurrency;
    private final List<Endpoint> failed = new ArrayList<>();

    EndpointSelector(Deployment deployment) {
        this.deployment = deployment;
        this.function = deployment.definition();
        this.concurrency = DefinitionValidator.concurrency(function);
    }

    /** Acquires capacity at one of the endpoints, or throws a refusal. */
    Endpoint acquire(List<Endpoint> endpoints) {
        return Endpoint.acquire(endpoints, failed, concurrency)
                .orElseThrow(() -> endpoints.isEmpty() ? deployment.noEndpoint() : busy(endpoints));
    }

    /** Acquires capacity at another endpoint, since this one could not be reached; empty if there is none. */
    Optional<Endpoint> acquireOther(Endpoint unreachable) {
        failed.add(unreachable);
        return Endpoint.acquire(deployment.endpoints(), failed, concurrency);
    }

    private RuntimeException busy(List<Endpoint> endpoints) {
        long capacity =
                endpoints.stream().mapToLong(each -> each.capacity(concurrency)).sum();
        return Refusal.with(
                Status.Code.RESOURCE_EXHAUSTED,
                "function '" + function.getService() + "' is busy with " + capacity
                        + " calls, all that its replicas take at once; retry later or add replicas");
    }
}
