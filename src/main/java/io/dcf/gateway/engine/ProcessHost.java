package io.dcf.gateway.engine;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.call.Runner;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs functions as a {@link Builtin} in this process, or calls a process at the address that a function names. */
public final class ProcessHost implements Host {

    private static final String ADDRESS = "dcf.io/address";

    private final Map<String, String> addresses;
    private final boolean allowRemote;
    private final FunctionClients clients;

    /**
     * @param addresses addresses by function name, on any machine; they precede the address in a definition
     * @param allowRemote whether the address in a definition may be on another machine
     */
    public ProcessHost(Map<String, String> addresses, boolean allowRemote, FunctionClients clients) {
        this.addresses = Map.copyOf(addresses);
        this.allowRemote = allowRemote;
        this.clients = clients;
    }

    @Override
    public void requireRunnable(CreateFunctionRequest definition) {
        if (runner(definition) instanceof Builtin builtin) {
            builtin.objectionTo(definition.getEnvVarsMap()).ifPresent(objection -> {
                throw Refusal.with(Status.Code.INVALID_ARGUMENT, objection);
            });
        }
    }

    @Override
    public List<Found> found() {
        return List.of();
    }

    @Override
    public Replicas start(CreateFunctionRequest definition, long replicas, LogRing log) {
        return new ProcessReplicas(definition, replicas, this);
    }

    @Override
    public String describe() {
        return "engine process: runs " + Builtin.images();
    }

    @Override
    public void close() {
        // the gateway closes the clients
    }

    /** Throws a refusal if the function may not run here. */
    Runner runner(CreateFunctionRequest function) {
        return address(function).map(clients::at).orElseGet(() -> Builtin.required(function.getImage()));
    }

    private Optional<FunctionAddress> address(CreateFunctionRequest function) {
        String set = addresses.get(function.getService());
        if (set != null) {
            return Optional.of(FunctionAddress.of(set));
        }
        return Optional.ofNullable(function.getAnnotationsMap().get(ADDRESS))
                .map(FunctionAddress::of)
                .map(this::allowed);
    }

    private FunctionAddress allowed(FunctionAddress address) {
        if (allowRemote || address.isLoopback()) {
            return address;
        }
        throw Refusal.with(
                Status.Code.FAILED_PRECONDITION,
                "annotation " + ADDRESS + " must be localhost or a loopback address, not '" + address.host()
                        + "'; bridge.embedded.allow-remote=true allows other machines");
    }
}
