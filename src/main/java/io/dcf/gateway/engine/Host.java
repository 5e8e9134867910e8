package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs the functions of a {@link LocalEngine}, in this process or in containers. */
public interface Host extends AutoCloseable {

    /** Throws a refusal if the function cannot run here. */
    void requireRunnable(CreateFunctionRequest definition);

    /** Throws a refusal if this number of replicas, unsigned, cannot run here. */
    default void requireReplicas(long replicas) {}

    /** Functions that an earlier gateway left running and that were not started since; called once. */
    List<Found> found();

    /** Starts a function's replicas, or adopts those that run already; does not wait. */
    Replicas start(CreateFunctionRequest definition, long replicas, LogRing log);

    /** A phrase for people: what it runs. */
    String describe();

    @Override
    void close();

    /** A function that runs already, its number of replicas, and the time since when it runs. */
    record Found(CreateFunctionRequest definition, long replicas, Instant created) {}

    /** The replicas of one function. */
    interface Replicas {

        /** Rolls out another definition, or a new image of the same one; does not wait. */
        void update(CreateFunctionRequest definition, long replicas);

        /** Sets the desired number, unsigned; does not wait. */
        void scale(long replicas);

        /** Number that take calls, unsigned. */
        long available();

        Optional<Unavailability> unavailability();

        /** The replicas that take calls; throws a refusal if the function may no longer run. */
        List<Endpoint> endpoints();

        /** Completes once there is an endpoint or none is expected any more; empty if none is expected already. */
        default Optional<CompletableFuture<Void>> starting() {
            return Optional.empty();
        }

        /** The logs of its replicas in the format of the contract; empty if they have none. */
        String logs();

        /** Ends all of them. */
        void remove();
    }
}
