package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.engine.ReplicaBounds;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.dcf.gateway.manifest.Manifests;
import io.dcf.gateway.manifest.NamedSecrets;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.grpc.Status;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs functions as Deployments of a cluster, which holds all of their state; any number of gateways may change and call them. */
public final class KubernetesEngine implements Engine {

    private final NamespacedKubernetesClient client;
    private final KubernetesSettings settings;
    private final ClusterObjects objects;
    private final FunctionObjects functions;
    private final Maintenance maintenance = new Maintenance();
    private final ScaleToZero scaleToZero;
    private final ClusterState state;

    /**
     * Connects to the cluster in which it runs, or that the kubeconfig names; throws a {@link ClusterException} if it cannot, or lacks
     * permissions.
     */
    public KubernetesEngine(KubernetesSettings settings, FunctionClients clients) {
        this.settings = settings;
        client = ClusterClient.create(settings.namespace());
        objects = new ClusterObjects(client);
        functions = new FunctionObjects(objects);
        scaleToZero = new ScaleToZero(client, objects);
        state = new ClusterState(new FunctionContext(client, objects, settings, clients, maintenance.executor()));
        try {
            start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start() {
        try {
            List<String> missing = Permissions.missing(client);
            if (!missing.isEmpty()) {
                throw ClusterException.forbidden(client.getNamespace(), missing);
            }
            state.start();
        } catch (KubernetesClientException e) {
            throw ClusterException.of(client.getMasterUrl(), e);
        }
        maintenance.start(state, function -> functions.complete(function, settings), scaleToZero, settings.interval());
    }

    @Override
    public void deploy(CreateFunctionRequest definition) {
        withStatus(() -> {
            Manifests wanted = manifests(definition, UUID.randomUUID().toString());
            state.awaitSeen(functions.create(wanted, Math.max(1, definition.getMinReplicas())));
        });
    }

    @Override
    public void update(CreateFunctionRequest definition) {
        withStatus(() -> {
            var present = objects.function(definition.getService());
            Manifests wanted = manifests(definition, Names.id(present));
            var written = functions.update(wanted, present);
            long replicas = written.getSpec().getReplicas();
            long moved = wanted.autoscaler().isNeeded() ? replicas : ReplicaBounds.clamp(definition, replicas);
            state.awaitSeen(moved == replicas ? written : objects.scale(written, moved, false));
        });
    }

    @Override
    public void scale(String name, long replicas) {
        if (replicas < 0 || replicas > Integer.MAX_VALUE) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Replicas must be at most " + Integer.MAX_VALUE + ", not " + Long.toUnsignedString(replicas));
        }
        withStatus(() -> {
            var written = objects.scale(objects.function(name), replicas, false);
            state.awaitSeen(written);
        });
    }

    @Override
    public void delete(String name) {
        withStatus(() -> {
            var present = objects.function(name);
            objects.delete(present);
            state.awaitGone(present);
        });
    }

    private Manifests manifests(CreateFunctionRequest definition, String id) {
        return new Manifests(definition, id, NamedSecrets.of(definition.getSecretsList(), client), settings);
    }

    /** Turns failures of the API server into statuses. */
    private static void withStatus(Runnable change) {
        try {
            change.run();
        } catch (KubernetesClientException e) {
            throw ApiFailure.explained(e);
        }
    }

    @Override
    public Deployment get(String name) {
        return Optional.ofNullable(state.get(name)).orElseThrow(() -> Refusal.notFound(name));
    }

    @Override
    public Collection<? extends Deployment> all() {
        return state.all();
    }

    @Override
    public Optional<String> outage() {
        return state.isCurrent() ? Optional.empty() : Optional.of("the Kubernetes API server does not answer");
    }

    @Override
    public String describe() {
        return "runs pods in namespace '" + client.getNamespace() + "' of " + client.getMasterUrl();
    }

    @Override
    public void close() {
        maintenance.stop(state);
        scaleToZero.close();
        state.close();
        client.close();
    }
}
