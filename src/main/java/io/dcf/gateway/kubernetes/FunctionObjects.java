package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.ClusterObjects;
import io.dcf.gateway.cluster.OwnedObjects;
import io.dcf.gateway.engine.ReplicaBounds;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.dcf.gateway.manifest.Manifests;
import io.dcf.gateway.manifest.NamedSecrets;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes all objects of a function: its Deployment, which owns the others, its pull secret, its autoscaler and its Service. */
final class FunctionObjects {

    private static final Logger log = LoggerFactory.getLogger(FunctionObjects.class);

    private final NamespacedKubernetesClient client;
    private final KubernetesSettings settings;
    private final ClusterObjects objects;
    private final OwnedObjects owned;

    FunctionObjects(NamespacedKubernetesClient client, KubernetesSettings settings, ClusterObjects objects) {
        this.client = client;
        this.settings = settings;
        this.objects = objects;
        this.owned = new OwnedObjects(objects);
    }

    /** Creates all of them, or none if one fails. */
    Deployment create(CreateFunctionRequest definition) {
        Manifests wanted = manifests(definition, UUID.randomUUID().toString());
        Deployment deployment = wanted.deployment();
        deployment.getSpec().setReplicas(Math.toIntExact(Math.max(1L, definition.getMinReplicas())));
        Deployment created = owned.create(deployment);
        try {
            owned.putIf(wanted.pullSecret().isNeeded(), wanted.pullSecret().build(created)); // pods need it
            complete(wanted, created);
        } catch (RuntimeException e) {
            undo(created);
            throw e;
        }
        return created;
    }

    /** Updates all of them. Keeps the number of replicas, within the definition's bounds. */
    Deployment update(CreateFunctionRequest definition) {
        Deployment present = objects.function(definition.getService());
        Manifests wanted = manifests(definition, Names.id(present));
        owned.putIf(wanted.pullSecret().isNeeded(), wanted.pullSecret().build(present)); // pods need it
        Deployment written = objects.apply(wanted.deployment(), present);
        complete(wanted, written);
        long replicas = written.getSpec().getReplicas();
        long bounded = wanted.autoscaler().isNeeded() ? replicas : ReplicaBounds.clamp(definition, replicas);
        return bounded == replicas ? written : objects.scale(written, bounded, false);
    }

    /** Deletes the Deployment; the cluster deletes the others. */
    Deployment delete(String name) {
        Deployment present = objects.function(name);
        owned.delete(present);
        return present;
    }

    private Manifests manifests(CreateFunctionRequest definition, String id) {
        return new Manifests(definition, id, NamedSecrets.of(definition.getSecretsList(), client), settings);
    }

    /** Writes the missing objects of a function whose gateway died during a change, or whose Service somebody deleted. */
    void complete(ClusterFunction function) {
        Deployment owner = function.deployment();
        complete(new Manifests(function.definition(), Names.id(owner), NamedSecrets.NONE, settings), owner);
        log.info(
                "Completed function {}, which had no Service",
                function.definition().getService());
    }

    /** Writes the autoscaler, then the Service: a function without a Service is known to be incomplete. */
    private void complete(Manifests wanted, Deployment owner) {
        owned.putIf(wanted.autoscaler().isNeeded(), wanted.autoscaler().build(owner));
        owned.put(wanted.service(owner));
    }

    private void undo(Deployment created) {
        try {
            owned.delete(created);
        } catch (KubernetesClientException e) {
            log.warn(
                    "Failed to delete Deployment {} of a deploy that failed: {}",
                    created.getMetadata().getName(),
                    e.getMessage());
        }
    }
}
