package io.dcf.bridge.embedded;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;

/** Finds what runs a function: whatever listens at the address it names or, where it names none, a {@link Builtin}. */
final class Runners implements AutoCloseable {

    private static final String ADDRESS = "dcf.io/address";

    private final Map<String, String> addresses;
    private final boolean allowRemote;
    private final WatcherRunner watcher = new WatcherRunner();
    private final WatchdogRunner watchdog = new WatchdogRunner();

    /**
     * @param addresses addresses by name of function; they go before a function's own, and may be anywhere
     * @param allowRemote whether a function's own may be elsewhere than on this machine
     */
    Runners(Map<String, String> addresses, boolean allowRemote) {
        this.addresses = Map.copyOf(addresses);
        this.allowRemote = allowRemote;
    }

    /** What runs a function; throws a refusal where nothing can. */
    Runner of(CreateFunctionRequest function) {
        return address(function).<Runner>map(this::at).orElseGet(() -> Builtin.required(function.getImage()));
    }

    /** Throws a refusal that says why a function could not run. */
    void requireRunnable(CreateFunctionRequest function) {
        if (of(function) instanceof Builtin builtin) {
            builtin.objectionTo(function.getEnvVarsMap()).ifPresent(objection -> {
                throw Refusal.with(Status.Code.INVALID_ARGUMENT, objection);
            });
        }
    }

    private Runner at(FunctionAddress address) {
        return address.http() ? watchdog.at(address) : watcher.at(address);
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

    @Override
    public void close() {
        watcher.close();
    }
}
