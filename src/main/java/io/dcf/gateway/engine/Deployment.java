package io.dcf.gateway.engine;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A deployed function in its current state. */
public interface Deployment {

    CreateFunctionRequest definition();

    /** Desired number of replicas, unsigned. */
    long replicas();

    /** Number of replicas that take calls, unsigned. */
    long availableReplicas();

    /** Time of the deployment; empty if it is unknown. */
    Optional<Instant> created();

    /** Number of invocations since it was deployed. */
    long invocations();

    /** Why the function takes no calls; empty if it takes calls or is scaled to 0. */
    Optional<Unavailability> unavailability();

    /** A section for each replica in the format of the contract: {@code ---\nName: NAME\nLog:\n} and the lines. */
    String log();

    /** Adds a line to the log that the gateway itself keeps of the function, if it keeps one. */
    void log(String line);

    /** Counts an invocation. The future completes once the count is stored or, while nothing can be stored, held in memory. */
    CompletableFuture<Void> count();

    /** The replicas that take calls; a replica keeps its endpoint for as long as it runs. */
    List<Endpoint> endpoints();

    /** Completes once there is an endpoint, within the call's deadline; fails with a refusal if none is expected. */
    default CompletableFuture<Void> awaitEndpoint() {
        return CompletableFuture.failedFuture(noEndpoint());
    }

    /** The refusal of a call for which there is no endpoint. */
    default RuntimeException noEndpoint() {
        String function = "function '" + definition().getService() + "'";
        if (replicas() == 0) {
            return Refusal.with(
                    Status.Code.FAILED_PRECONDITION, function + " is scaled to 0; set its replicas to 1 or more");
        }
        return Refusal.with(
                Status.Code.UNAVAILABLE,
                function + " has no replica that takes calls"
                        + unavailability().map(cause -> ": " + cause).orElse(""));
    }
}
