package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.Optional;

/** What runs the functions of a {@link LocalEngine}: this process, or containers beside it. */
public interface Host extends AutoCloseable {

    /** Throws a refusal that says why a function could not run. */
    void requireRunnable(CreateFunctionRequest definition);

    /** Functions whose replicas run here already, from an earlier gateway. */
    List<CreateFunctionRequest> found();

    /** Starts a function's replicas, or goes on with those that run already; returns at once. */
    Replicas start(CreateFunctionRequest definition, long replicas, LogRing log);

    /** What it is and runs, for people. */
    String describe();

    @Override
    void close();

    /** The replicas of one function. */
    interface Replicas {

        /** Moves to another definition or number; returns at once. */
        void change(CreateFunctionRequest definition, long replicas);

        /** How many take calls, unsigned. */
        long available();

        Optional<Unavailability> unavailability();

        /** Those that take calls. Throws a refusal where the function may not run any more. */
        List<Endpoint> endpoints();

        /** The logs of its replicas, as the contract lays them out; nothing where they have none. */
        String logs();

        /** Ends them all. */
        void remove();
    }
}
