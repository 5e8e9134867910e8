package io.dcf.bridge.embedded;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.grpc.Status;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** All that is deployed, by name; refuses what a good gateway refuses, with a {@code StatusRuntimeException}. */
final class DeployedFunctions {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern QUANTITY =
            Pattern.compile("(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,3})?)?");

    private final Map<String, DeployedFunction> deployed = new ConcurrentSkipListMap<>();
    private final FunctionStore store;
    private final Runners runners;
    private final DefinitionLimits limits;

    /** Goes on with what the store has kept. */
    DeployedFunctions(FunctionStore store, Runners runners, DefinitionLimits limits) {
        this.store = store;
        this.runners = runners;
        this.limits = limits;
        store.load()
                .forEach(kept ->
                        deployed.put(kept.definition().getService(), DeployedFunction.restore(kept, store, runners)));
    }

    // Changes come one after the other, each kept before it is seen, so that what is seen is always what is kept.

    synchronized void deploy(CreateFunctionRequest definition) {
        requireValid(definition);
        if (deployed.containsKey(definition.getService())) {
            throw Refusal.with(Status.Code.ALREADY_EXISTS, "function '" + definition.getService() + "' exists already");
        }
        limits.requireCount(deployed.size());
        limits.requireBytes(totalBytes(), 0, definition.getSerializedSize());
        deployed.put(definition.getService(), DeployedFunction.start(definition, store, runners));
    }

    synchronized void update(CreateFunctionRequest definition) {
        requireValid(definition);
        DeployedFunction function = get(definition.getService());
        limits.requireBytes(totalBytes(), function.definitionBytes(), definition.getSerializedSize());
        function.update(definition);
    }

    synchronized void scale(String name, long replicas) {
        get(name).scale(replicas);
    }

    synchronized void delete(String name) {
        get(name).delete();
        deployed.remove(name);
    }

    DeployedFunction get(String name) {
        DeployedFunction function = deployed.get(name);
        if (function == null) {
            throw notFound(name);
        }
        return function;
    }

    Collection<DeployedFunction> all() {
        return deployed.values();
    }

    /** Why no change can be kept at present, where that is so. */
    Optional<String> outage() {
        return store.outage();
    }

    private long totalBytes() {
        return deployed.values().stream()
                .mapToLong(DeployedFunction::definitionBytes)
                .sum();
    }

    private void requireValid(CreateFunctionRequest definition) {
        require(NAME.matcher(definition.getService()).matches(), "Service must match " + NAME);
        require(!definition.getImage().isBlank(), "Image is required");
        DefinitionLimits.requireBounded(definition);
        requireQuantities("Limits", definition.getLimits());
        requireQuantities("Requests", definition.getRequests());
        require(definition.getMinReplicas() >= 0, "MinReplicas must not be negative");
        require(
                definition.getMaxReplicas() == 0 || definition.getMaxReplicas() >= definition.getMinReplicas(),
                "MaxReplicas must not be less than MinReplicas");
        for (String name : definition.getEnvVarsMap().keySet()) {
            require(ENVIRONMENT_NAME.matcher(name).matches(), "EnvVars may not be named '" + name + "'");
        }
        CallLimit.requireValid(definition);
        runners.requireRunnable(definition);
    }

    private static void requireQuantities(String field, FunctionResources resources) {
        require(QUANTITY.matcher(resources.getMemory()).matches(), field + ".Memory is no quantity");
        require(QUANTITY.matcher(resources.getCPU()).matches(), field + ".CPU is no quantity");
        require(QUANTITY.matcher(resources.getGPU()).matches(), field + ".GPU is no quantity");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, rule);
        }
    }

    private static RuntimeException notFound(String name) {
        return Refusal.with(Status.Code.NOT_FOUND, "function '" + name + "' does not exist");
    }
}
