package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What runs the functions of a {@link LocalEngine}: this process, or containers beside it. */
public interface Host extends AutoCloseable {

    /** Throws a refusal that says why a function could not run. */
    void requireRunnable(CreateFunctionRequest definition);

    /** Throws a refusal where it could not run so many replicas of a function, unsigned. */
    default void requireReplicas(long replicas) {}

    /** Functions whose replicas run here already, from an earlier gateway, and that were not started since; to be asked once. */
    List<Found> found();

    /** Starts a function's replicas, or goes on with those that run already; returns at once. */
    Replicas start(CreateFunctionRequest definition, long replicas, LogRing log);

    /** What it is and runs, for people. */
    String describe();

    @Override
    void close();

    /** A function that runs already, with so many replicas. */
    record Found(CreateFunctionRequest definition, long replicas) {}

    /** The replicas of one function. */
    interface Replicas {

        /** Moves to another definition, or takes up what has changed below the same one; returns at once. */
        void update(CreateFunctionRequest definition, long replicas);

        /** Moves to another number, unsigned; returns at once. */
        void scale(long replicas);

        /** How many take calls, unsigned. */
        long available();

        Optional<Unavailability> unavailability();

        /** Those that take calls. Throws a refusal where the function may not run any more. */
        List<Endpoint> endpoints();

        /** Done once there is an endpoint, or once none is to be expected any more; nothing where that is so already. */
        default Optional<CompletableFuture<Void>> starting() {
            return Optional.empty();
        }

        /** The logs of its replicas, as the contract lays them out; nothing where they have none. */
        String logs();

        /** Ends them all. */
        void remove();
    }
}
