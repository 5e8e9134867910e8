package io.dcf.gateway.kubernetes;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Watches the functions' objects in a namespace, and indexes them by the id of their function. */
final class FunctionInformers implements AutoCloseable {

    private static final String BY_ID = "id";

    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final SharedIndexInformer<Pod> pods;

    FunctionInformers(NamespacedKubernetesClient client) {
        deployments = informer(client.apps().deployments().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        services = informer(client.services().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        slices = informer(client.discovery().v1().endpointSlices().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
        pods = informer(client.pods().withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER));
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> informer(Informable<T> resources) {
        SharedIndexInformer<T> informer = resources.runnableInformer(0);
        informer.addIndexers(Map.of(BY_ID, object -> List.of(Names.id(object))));
        informer.itemStore(new TrimmedItemStore<>());
        informer.exceptionHandler((started, failure) -> started); // once started, it retries after any failure
        return informer;
    }

    /**
     * Reads all objects, then reports changes; throws if the API server refuses that.
     *
     * @param part receives each Service and EndpointSlice that appeared, changed or was deleted
     */
    void start(Consumer<Deployment> seen, Consumer<Deployment> deleted, Consumer<HasMetadata> part) {
        deployments.addEventHandler(new Handler<>(seen, deleted));
        services.addEventHandler(new Handler<>(part::accept, part::accept));
        slices.addEventHandler(new Handler<>(part::accept, part::accept));
        List<CompletableFuture<Void>> starts = Stream.of(pods, slices, services, deployments)
                .map(each -> each.start().toCompletableFuture())
                .toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw KubernetesClientException.launderThrowable(e.getCause());
        }
        deployments.getStore().list().forEach(seen); // their events may come later
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
    boolean isWatching() {
        return Stream.of(deployments, services, slices, pods).allMatch(SharedIndexInformer::isWatching);
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
