package io.dcf.gateway.kubernetes;

import io.dcf.gateway.manifest.DefinitionAnnotation;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions of a namespace as the API server has reported them; asks it nothing, so that it may be away. */
final class ClusterState implements AutoCloseable {

    private static final String BY_ID = "id";
    private static final Duration LAG = Duration.ofSeconds(5);

    private final Map<String, ClusterFunction> functions = new ConcurrentSkipListMap<>();
    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final SharedIndexInformer<Pod> pods;
    private final FunctionContext context;

    ClusterState(FunctionContext context) {
        this.context = context;
        NamespacedKubernetesClient client = context.client();
        deployments = informer(client.apps().deployments().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        services = informer(client.services().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        slices = informer(client.discovery().v1().endpointSlices().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        pods = informer(client.pods().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        deployments.addEventHandler(new Handler<>(this::seen, this::gone));
        services.addEventHandler(new Handler<>(this::changed, this::changed));
        slices.addEventHandler(new Handler<>(this::changed, this::changed));
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> informer(Informable<T> resources) {
        SharedIndexInformer<T> informer = resources.runnableInformer(0);
        informer.addIndexers(Map.of(BY_ID, object -> List.of(Names.id(object))));
        informer.itemStore(new TrimmedItemStore<>());
        informer.exceptionHandler((started, failure) -> started); // once it runs, it outlasts any failure
        return informer;
    }

    /** Reads all there is; throws where the API server does not let it. */
    void start() {
        List<CompletableFuture<Void>> starts = Stream.of(pods, slices, services, deployments)
                .map(each -> each.start().toCompletableFuture())
                .toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw KubernetesClientException.launderThrowable(e.getCause());
        }
        deployments.getStore().list().forEach(this::seen); // the events of these may come later
    }

    @Nullable
    ClusterFunction get(String name) {
        return functions.get(name);
    }

    Collection<ClusterFunction> all() {
        return functions.values();
    }

    List<Pod> pods(String id) {
        return pods.getIndexer().byIndex(BY_ID, id);
    }

    List<EndpointSlice> slices(String id) {
        return slices.getIndexer().byIndex(BY_ID, id);
    }

    Optional<Service> service(String id) {
        return services.getIndexer().byIndex(BY_ID, id).stream().findFirst();
    }

    /** Whether changes arrive at present. */
    boolean isCurrent() {
        return Stream.of(deployments, services, slices, pods).allMatch(SharedIndexInformer::isWatching);
    }

    /** Waits until this has a Deployment as it was written, or a later state of it. */
    void awaitSeen(Deployment written) {
        await(() -> {
            ClusterFunction function = functions.get(written.getMetadata().getName());
            return function != null && function.version() >= version(written);
        });
    }

    void awaitGone(Deployment deleted) {
        await(() -> {
            ClusterFunction function = functions.get(deleted.getMetadata().getName());
            return function == null || !function.is(deleted);
        });
    }

    /** Waits for a while only: the change is made, whether it is seen or not. */
    private synchronized void await(BooleanSupplier seen) {
        long end = System.nanoTime() + LAG.toNanos();
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
                    .map(definition -> new ClusterFunction(deployment, definition, context, this))
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

    static long version(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }

    @Override
    public void close() {
        Stream.of(deployments, services, slices, pods).forEach(SharedIndexInformer::stop);
    }

    private record Handler<T>(Consumer<T> present, Consumer<T> gone) implements ResourceEventHandler<T> {

        @Override
        public void onAdd(T object) {
            present.accept(object);
        }

        @Override
        public void onUpdate(T before, T now) {
            present.accept(now);
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            gone.accept(object);
        }
    }
}
