package io.dcf.gateway.engine;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A function that is deployed, as it is at present. */
public interface Deployment {

    CreateFunctionRequest definition();

    /** How many replicas are to run, unsigned. */
    long replicas();

    /** How many replicas take calls, unsigned. */
    long availableReplicas();

    /** How many invocations were counted since it was deployed. */
    long invocations();

    /** Why a function that is not scaled to 0 takes no calls, where that is so. */
    Optional<Unavailability> unavailability();

    /** The contract's sections, one for each replica: {@code ---\nName: NAME\nLog:\n} and the lines. */
    String log();

    /** Adds a line to the log that the gateway itself keeps of the function, where it keeps one. */
    void note(String line);

    /** Counts an invocation: done once it is kept or, where nothing can be kept at present, noted to be kept later. */
    CompletableFuture<Void> count();

    /** The replicas that take calls; the same replica is the same endpoint for as long as it runs. */
    List<Endpoint> endpoints();

    /** Done once there is an endpoint, for as long as the call's deadline allows; fails with a refusal where none is to be expected. */
    default CompletableFuture<Void> awaitEndpoint() {
        return CompletableFuture.failedFuture(noEndpoint());
    }

    /** The refusal of a call that finds no endpoint. */
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
