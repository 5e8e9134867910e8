package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.Collection;
import java.util.Optional;

/**
 * Where functions run. Definitions are valid when they come here; what an engine cannot run, and what fails, is a
 * {@code StatusRuntimeException} with a sentence that names the cause. From any thread.
 */
public interface Engine extends AutoCloseable {

    /** Returns once the deployment is kept; its replicas may start later. ALREADY_EXISTS where the name is taken. */
    void deploy(CreateFunctionRequest definition);

    /** Replaces the definition as a whole; replicas move into its bounds, unless the function was scaled to 0. */
    void update(CreateFunctionRequest definition);

    /** @param replicas how many are to run, unsigned; 0 keeps the deployment */
    void scale(String name, long replicas);

    /** Removes the function and all that belongs to it. */
    void delete(String name);

    /** NOT_FOUND where there is no such function. */
    Deployment get(String name);

    /** All functions, in the order of their names. */
    Collection<? extends Deployment> all();

    /** Why no change can be kept at present, where that is so. */
    Optional<String> outage();

    /** What it is and runs, for people. */
    String describe();

    /** Functions that run elsewhere than in this process go on. */
    @Override
    void close();
}
