package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.FunctionInformers;
import io.dcf.gateway.manifest.DefinitionAnnotation;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;

/** The functions of a namespace as the API server last reported them. Sends no requests, so that it works during an outage. */
final class ClusterState {

    private static final Duration SEEN_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, ClusterFunction> functions = new ConcurrentSkipListMap<>();
    private final FunctionContext context;

    ClusterState(FunctionContext context) {
        this.context = context;
    }

    /** Reads all functions; throws a {@code ClusterException} if the API server refuses that. */
    void start() {
        context.informers().start(this::seen, this::gone, this::changed);
    }

    Optional<ClusterFunction> get(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    Collection<ClusterFunction> all() {
        return functions.values();
    }

    /** Whether changes arrive at present. */
    boolean isCurrent() {
        return context.informers().isWatching();
    }

    /** Waits until the informers have reported a Deployment as it was written, or a later version. */
    void awaitSeen(Deployment written) {
        await(() -> {
            ClusterFunction function = functions.get(written.getMetadata().getName());
            return function != null
                    && FunctionInformers.version(function.deployment()) >= FunctionInformers.version(written);
        });
    }

    void awaitGone(Deployment deleted) {
        await(() -> {
            ClusterFunction function = functions.get(deleted.getMetadata().getName());
            return function == null || !function.is(deleted);
        });
    }

    /** Waits up to {@link #SEEN_TIMEOUT}; the change was made, whether it is seen or not. */
    private synchronized void await(BooleanSupplier seen) {
        long end = System.nanoTime() + SEEN_TIMEOUT.toNanos();
        try {
            while (!seen.getAsBoolean() && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void seen(Deployment deployment) {
        String name = deployment.getMetadata().getName();
        ClusterFunction known = functions.get(name);
        if (known != null && known.is(deployment)) {
            known.seen(deployment);
        } else {
            DefinitionAnnotation.of(deployment)
                    .map(definition -> new ClusterFunction(deployment, definition, context))
                    .ifPresent(function -> {
                        functions.put(name, function);
                        function.refresh();
                    });
        }
        notifyAll();
    }

    private synchronized void gone(Deployment deployment) {
        functions.values().removeIf(each -> each.is(deployment));
        notifyAll();
    }

    private synchronized void changed(HasMetadata part) {
        ClusterFunction function = functions.get(Names.functionOf(part));
        if (function != null) {
            function.refresh();
        }
    }
}
