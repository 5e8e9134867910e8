package io.dcf.gateway.engine;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.FunctionStore;
import io.dcf.gateway.store.SecretStore;
import io.grpc.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The engine of one gateway: functions in its store, run by its host. */
public final class LocalEngine implements Engine {

    private final Map<String, LocalFunction> deployed = new ConcurrentSkipListMap<>();
    private final FunctionStore store;
    private final Host host;
    private final SecretStore secrets;

    /** Restores the functions of the store, and adopts those that the host still runs for an earlier gateway. */
    public LocalEngine(FunctionStore store, Host host, SecretStore secrets) {
        this.store = store;
        this.host = host;
        this.secrets = secrets;
        store.load()
                .forEach(stored ->
                        deployed.put(stored.definition().getService(), LocalFunction.restore(stored, store, host)));
        host.found()
                .forEach(found -> deployed.computeIfAbsent(
                        found.definition().getService(),
                        name -> LocalFunction.start(
                                found.definition(), found.replicas(), found.created(), store, host)));
    }

    // Changes are serialized, and each is stored before it is visible, so that what callers see is always stored.

    @Override
    public synchronized void deploy(CreateFunctionRequest definition) {
        host.requireRunnable(definition);
        if (deployed.containsKey(definition.getService())) {
            throw Refusal.with(Status.Code.ALREADY_EXISTS, "function '" + definition.getService() + "' exists already");
        }
        long replicas = Math.max(1, definition.getMinReplicas());
        host.requireReplicas(replicas);
        deployed.put(definition.getService(), LocalFunction.start(definition, replicas, Instant.now(), store, host));
    }

    @Override
    public synchronized void update(CreateFunctionRequest definition) {
        host.requireRunnable(definition);
        LocalFunction function = required(definition.getService());
        host.requireReplicas(ReplicaBounds.clamp(definition, function.replicas()));
        function.update(definition);
    }

    @Override
    public synchronized void scale(String name, long replicas) {
        LocalFunction function = required(name);
        host.requireReplicas(replicas);
        function.scale(replicas);
    }

    @Override
    public synchronized void delete(String name) {
        required(name).delete();
        deployed.remove(name);
    }

    @Override
    public Deployment get(String name) {
        return required(name);
    }

    private LocalFunction required(String name) {
        LocalFunction function = deployed.get(name);
        if (function == null) {
            throw Refusal.notFound(name);
        }
        return function;
    }

    @Override
    public Collection<? extends Deployment> all() {
        return deployed.values();
    }

    @Override
    public SecretStore secrets() {
        return secrets;
    }

    @Override
    public List<String> namespaces() {
        return List.of();
    }

    @Override
    public Optional<String> outage() {
        return store.outage();
    }

    @Override
    public String describe() {
        return host.describe();
    }

    @Override
    public void close() {
        host.close();
        store.close();
    }
}
