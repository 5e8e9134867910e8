package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.engine.ReplicaBounds;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.DefinitionAnnotation;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.dcf.gateway.manifest.Manifests;
import io.dcf.gateway.manifest.NamedSecrets;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.grpc.Status;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Functions as Deployments of a cluster. All of their state is there, so that any number of gateways may change and call them. */
public final class KubernetesEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(KubernetesEngine.class);

    private static final int CONNECT_MILLIS = 5000;
    private static final int REQUEST_MILLIS = 30_000;
    private static final int RECONNECT_MILLIS = 250; // at first; later up to 32 times that

    private final NamespacedKubernetesClient client;
    private final KubernetesSettings settings;
    private final ClusterObjects objects;
    private final Maintenance upkeep = new Maintenance();
    private final ScaleToZero idle;
    private final ClusterState state;

    /**
     * Connects to the cluster that it runs in, or that the kubeconfig names; throws a {@link ClusterException} where it cannot, or may not do there what
     * it has to.
     */
    public KubernetesEngine(KubernetesSettings settings, FunctionClients clients) {
        this.settings = settings;
        client = client(settings.namespace());
        objects = new ClusterObjects(client);
        idle = new ScaleToZero(client, objects);
        state = new ClusterState(new FunctionContext(client, objects, settings, clients, upkeep.executor()));
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
            throw ApiFailure.isAway(e)
                    ? ClusterException.unreachable(client.getMasterUrl(), ApiFailure.sentence(e), e)
                    : ClusterException.refused(client.getMasterUrl(), ApiFailure.sentence(e), e);
        }
        upkeep.start(state, this::complete, idle, settings.interval());
    }

    private static NamespacedKubernetesClient client(String namespace) {
        Config found = Config.autoConfigure(null);
        ConfigBuilder config = new ConfigBuilder(found)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(RECONNECT_MILLIS)
                .withUserAgent(
                        Names.FIELD_MANAGER); // which names the manager of fields, too, where an object is created
        if (!namespace.isEmpty()) {
            config.withNamespace(namespace);
        } else if (found.getNamespace() == null) {
            config.withNamespace("default");
        }
        return new KubernetesClientBuilder()
                .withConfig(config.build())
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build()
                .adapt(NamespacedKubernetesClient.class);
    }

    @Override
    public void deploy(CreateFunctionRequest definition) {
        asking(() -> {
            Manifests wanted = manifests(definition, UUID.randomUUID().toString());
            var deployment = wanted.deployment();
            deployment.getSpec().setReplicas(Math.max(1, definition.getMinReplicas()));
            var created = objects.create(deployment);
            try {
                putPullSecret(wanted, created);
                complete(wanted, created);
            } catch (RuntimeException e) {
                undo(created);
                throw e;
            }
            state.awaitSeen(created);
        });
    }

    @Override
    public void update(CreateFunctionRequest definition) {
        asking(() -> {
            var present = required(definition.getService());
            Manifests wanted = manifests(definition, Names.id(present));
            putPullSecret(wanted, present);
            var written = objects.apply(wanted.deployment(), present);
            complete(wanted, written);
            long replicas = written.getSpec().getReplicas();
            long moved = wanted.isScaled() ? replicas : ReplicaBounds.within(definition, replicas);
            state.awaitSeen(moved == replicas ? written : objects.scale(written, moved, false));
        });
    }

    @Override
    public void scale(String name, long replicas) {
        if (replicas < 0 || replicas > Integer.MAX_VALUE) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, "Replicas must be at most " + Integer.MAX_VALUE);
        }
        asking(() -> {
            var written = objects.scale(required(name), replicas, false);
            state.awaitSeen(written);
        });
    }

    @Override
    public void delete(String name) {
        asking(() -> {
            var present = required(name);
            objects.delete(present);
            state.awaitGone(present);
        });
    }

    /** Before pods need it. */
    private void putPullSecret(Manifests wanted, io.fabric8.kubernetes.api.model.apps.Deployment owner) {
        if (wanted.hasPullSecret()) {
            objects.put(wanted.pullSecret(owner));
        } else {
            objects.delete(wanted.pullSecret(owner));
        }
    }

    /** What a function has beside its Deployment, which owns it. The Service comes last, so that one without it is known to be half done. */
    private void complete(Manifests wanted, io.fabric8.kubernetes.api.model.apps.Deployment owner) {
        if (wanted.isScaled()) {
            objects.put(wanted.autoscaler(owner));
        } else {
            objects.delete(wanted.autoscaler(owner));
        }
        objects.put(wanted.service(owner));
    }

    /** A gateway that deployed it has died, or somebody has deleted its Service. */
    private void complete(ClusterFunction function) {
        var owner = function.deployment();
        complete(new Manifests(function.definition(), Names.id(owner), NamedSecrets.NONE, settings), owner);
        log.info(
                "Completed function {}, which had no Service",
                function.definition().getService());
    }

    private void undo(io.fabric8.kubernetes.api.model.apps.Deployment created) {
        try {
            objects.delete(created);
        } catch (KubernetesClientException e) {
            log.warn(
                    "Deployment {} could not be undone: {}",
                    created.getMetadata().getName(),
                    e.getMessage());
        }
    }

    private Manifests manifests(CreateFunctionRequest definition, String id) {
        return new Manifests(definition, id, NamedSecrets.of(definition.getSecretsList(), client), settings);
    }

    /** As the API server has it now; what is no function of ours does not exist here. */
    private io.fabric8.kubernetes.api.model.apps.Deployment required(String name) {
        return Optional.ofNullable(client.apps().deployments().withName(name).get())
                .filter(each -> DefinitionAnnotation.of(each).isPresent())
                .orElseThrow(() -> Refusal.notFound(name));
    }

    private static void asking(Runnable change) {
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
        upkeep.stop(state);
        idle.close();
        state.close();
        client.close();
    }
}
