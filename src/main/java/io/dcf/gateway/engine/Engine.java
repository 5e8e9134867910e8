package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.SecretStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Runs functions. Definitions are valid already; what an engine cannot run, or what fails, is a {@code StatusRuntimeException} whose
 * description names the cause. Thread-safe.
 */
public interface Engine extends AutoCloseable {

    /** Returns once the deployment is stored; its replicas may start later. ALREADY_EXISTS if the name is in use. */
    void deploy(CreateFunctionRequest definition);

    /** Replaces the whole definition; the number of replicas moves into its bounds, unless the function was scaled to 0. */
    void update(CreateFunctionRequest definition);

    /** @param replicas desired number, unsigned; 0 keeps the deployment */
    void scale(String name, long replicas);

    /** Removes the function and everything that belongs to it. */
    void delete(String name);

    /** NOT_FOUND if there is no such function. */
    Deployment get(String name);

    /** All functions, ordered by name. */
    Collection<? extends Deployment> all();

    /** The secrets that functions may name. */
    SecretStore secrets();

    /** The namespaces in which functions run; none if the engine has no namespaces. */
    List<String> namespaces();

    /** Why no change can be stored at present; empty if changes are stored. */
    Optional<String> outage();

    /** A phrase for people: what it runs. */
    String describe();

    /** Functions outside this process keep running. */
    @Override
    void close();
}
