package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.cluster.ApiFailure;
import io.dcf.gateway.cluster.ClusterClient;
import io.dcf.gateway.cluster.ClusterException;
import io.dcf.gateway.cluster.ClusterObjects;
import io.dcf.gateway.cluster.ClusterSecrets;
import io.dcf.gateway.cluster.FunctionInformers;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.dcf.gateway.store.SecretStore;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Runs functions as Deployments of a cluster, which holds all of their state; any number of gateways may change and call them. */
public final class KubernetesEngine implements Engine {

    private final NamespacedKubernetesClient client;
    private final ClusterObjects objects;
    private final FunctionObjects functions;
    private final FunctionInformers informers;
    private final ClusterState state;
    private final ScaleToZero scaleToZero;
    private final Maintenance maintenance;

    /**
     * Connects to the cluster in which it runs, or that the kubeconfig names; throws a {@link ClusterException} if it cannot, or lacks
     * permissions.
     */
    public KubernetesEngine(KubernetesSettings settings, FunctionClients clients, ThreadPoolTaskScheduler scheduler) {
        client = ClusterClient.create(settings.namespace());
        objects = new ClusterObjects(client);
        functions = new FunctionObjects(client, settings, objects);
        informers = new FunctionInformers(client);
        state = new ClusterState(new FunctionContext(client, objects, informers, settings, clients, scheduler));
        scaleToZero = new ScaleToZero(client, objects);
        maintenance = new Maintenance(state, functions, scaleToZero, scheduler);
        try {
            state.start();
            maintenance.start(settings.interval());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void deploy(CreateFunctionRequest definition) {
        ApiFailure.translate(() -> state.awaitSeen(functions.create(definition)));
    }

    @Override
    public void update(CreateFunctionRequest definition) {
        ApiFailure.translate(() -> state.awaitSeen(functions.update(definition)));
    }

    @Override
    public void scale(String name, long replicas) {
        ApiFailure.translate(() -> state.awaitSeen(objects.scale(name, replicas)));
    }

    @Override
    public void delete(String name) {
        ApiFailure.translate(() -> state.awaitGone(functions.delete(name)));
    }

    @Override
    public Deployment get(String name) {
        return state.get(name).orElseThrow(() -> Refusal.notFound(name));
    }

    @Override
    public Collection<? extends Deployment> all() {
        return state.all();
    }

    @Override
    public SecretStore secrets() {
        return new ClusterSecrets(client);
    }

    @Override
    public List<String> namespaces() {
        return List.of(client.getNamespace());
    }

    @Override
    public Optional<String> outage() {
        return state.isCurrent() ? Optional.empty() : Optional.of("the Kubernetes API server does not answer");
    }

    @Override
    public String describe() {
        return "engine kubernetes: runs pods in namespace '" + client.getNamespace() + "' of " + client.getMasterUrl();
    }

    @Override
    public void close() {
        maintenance.stop();
        scaleToZero.close();
        informers.close();
        client.close();
    }
}
