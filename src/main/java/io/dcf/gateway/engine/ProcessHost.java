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

/** Runs functions in this process, as a {@link Builtin}, or calls what listens at the address that a function names. */
public final class ProcessHost implements Host {

    private static final String ADDRESS = "dcf.io/address";

    private final Map<String, String> addresses;
    private final boolean allowRemote;
    private final FunctionClients clients;

    /**
     * @param addresses addresses by name of function; they go before a function's own, and may be anywhere
     * @param allowRemote whether a function's own may be elsewhere than on this machine
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
        return new Process(definition, replicas);
    }

    @Override
    public String describe() {
        return "runs " + Builtin.images();
    }

    @Override
    public void close() {
        // the clients are the gateway's
    }

    private Runner runner(CreateFunctionRequest function) {
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
                "annotation " + ADDRESS + " must name this machine, as localhost or a loopback address;"
                        + " bridge.embedded.allow-remote=true lets functions be elsewhere");
    }

    /** As many replicas as are asked for, all of them at one place. */
    private final class Process implements Replicas {

        private final Endpoint endpoint;
        private volatile CreateFunctionRequest definition;
        private volatile long replicas;

        Process(CreateFunctionRequest definition, long replicas) {
            this.definition = definition;
            this.replicas = replicas;
            this.endpoint = new Endpoint((function, input) -> runner(function).run(function, input), replicas);
        }

        @Override
        public void update(CreateFunctionRequest changed, long number) {
            definition = changed;
            scale(number);
        }

        @Override
        public void scale(long number) {
            replicas = number;
            endpoint.setReplicas(number);
        }

        @Override
        public long available() {
            return replicas;
        }

        @Override
        public Optional<Unavailability> unavailability() {
            return Optional.empty();
        }

        @Override
        public List<Endpoint> endpoints() {
            runner(definition); // refuses what may not run any more
            return replicas == 0 ? List.of() : List.of(endpoint);
        }

        @Override
        public String logs() {
            return "";
        }

        @Override
        public void remove() {
            // calls under way go on to their end
        }
    }
}
