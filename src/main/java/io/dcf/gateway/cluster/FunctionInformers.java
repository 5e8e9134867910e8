package io.dcf.gateway.cluster;

import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Watches the functions' objects in a namespace, and indexes them by the id of their function. */
public final class FunctionInformers implements AutoCloseable {

    private static final String BY_ID = "id";

    private final URL server;
    private final SharedIndexInformer<Deployment> deployments;
    private final SharedIndexInformer<Service> services;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final SharedIndexInformer<Pod> pods;

    public FunctionInformers(NamespacedKubernetesClient client) {
        server = client.getMasterUrl();
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
     * Reads all objects, then reports changes; throws a {@link ClusterException} if the API server refuses that.
     *
     * @param part receives each Service and EndpointSlice that appeared, changed or was deleted
     */
    public void start(Consumer<Deployment> seen, Consumer<Deployment> deleted, Consumer<HasMetadata> part) {
        deployments.addEventHandler(new ObjectHandler<>(seen, deleted));
        services.addEventHandler(new ObjectHandler<>(part::accept, part::accept));
        slices.addEventHandler(new ObjectHandler<>(part::accept, part::accept));
        List<CompletableFuture<Void>> starts = Stream.of(pods, slices, services, deployments)
                .map(each -> each.start().toCompletableFuture())
                .toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            RuntimeException failure = KubernetesClientException.launderThrowable(e.getCause());
            throw failure instanceof KubernetesClientException refusal ? ClusterException.of(server, refusal) : failure;
        }
        deployments.getStore().list().forEach(seen); // their events may come later
    }

    public List<Pod> pods(String id) {
        return pods.getIndexer().byIndex(BY_ID, id);
    }

    public List<EndpointSlice> slices(String id) {
        return slices.getIndexer().byIndex(BY_ID, id);
    }

    public Optional<Service> service(String id) {
        return services.getIndexer().byIndex(BY_ID, id).stream().findFirst();
    }

    /** Whether changes arrive at present. */
    public boolean isWatching() {
        return Stream.of(deployments, services, slices, pods).allMatch(SharedIndexInformer::isWatching);
    }

    /** A later version of an object has a larger number. */
    public static long version(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }

    @Override
    public void close() {
        Stream.of(deployments, services, slices, pods).forEach(SharedIndexInformer::stop);
    }
}
