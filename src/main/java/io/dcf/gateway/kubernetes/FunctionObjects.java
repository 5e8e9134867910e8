package io.dcf.gateway.kubernetes;

import io.dcf.gateway.manifest.KubernetesSettings;
import io.dcf.gateway.manifest.Manifests;
import io.dcf.gateway.manifest.NamedSecrets;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all objects of a function: its Deployment, which owns the others, its pull secret, its autoscaler and its Service.
 *
 * @param objects writes single objects
 */
record FunctionObjects(ClusterObjects objects) {

    private static final Logger log = LoggerFactory.getLogger(FunctionObjects.class);

    /** Creates all of them, or none if one fails. */
    Deployment create(Manifests wanted, long replicas) {
        Deployment deployment = wanted.deployment();
        deployment.getSpec().setReplicas(Math.toIntExact(replicas));
        Deployment created = objects.create(deployment);
        try {
            putPullSecret(wanted, created);
            complete(wanted, created);
        } catch (RuntimeException e) {
            undo(created);
            throw e;
        }
        return created;
    }

    /** Updates all of them, without the number of replicas. */
    Deployment update(Manifests wanted, Deployment present) {
        putPullSecret(wanted, present);
        Deployment written = objects.apply(wanted.deployment(), present);
        complete(wanted, written);
        return written;
    }

    /** Precedes the pods, which need it. */
    private void putPullSecret(Manifests wanted, Deployment owner) {
        if (wanted.pullSecret().isNeeded()) {
            objects.put(wanted.pullSecret().build(owner));
        } else {
            objects.delete(wanted.pullSecret().build(owner));
        }
    }

    /** Writes the missing objects of a function whose gateway died during a change, or whose Service somebody deleted. */
    void complete(ClusterFunction function, KubernetesSettings settings) {
        Deployment owner = function.deployment();
        complete(new Manifests(function.definition(), Names.id(owner), NamedSecrets.NONE, settings), owner);
        log.info(
                "Completed function {}, which had no Service",
                function.definition().getService());
    }

    /** Writes the autoscaler, then the Service: a function without a Service is known to be incomplete. */
    private void complete(Manifests wanted, Deployment owner) {
        if (wanted.autoscaler().isNeeded()) {
            objects.put(wanted.autoscaler().build(owner));
        } else {
            objects.delete(wanted.autoscaler().build(owner));
        }
        objects.put(wanted.service(owner));
    }

    private void undo(Deployment created) {
        try {
            objects.delete(created);
        } catch (KubernetesClientException e) {
            log.warn(
                    "Failed to delete Deployment {} of a deploy that failed: {}",
                    created.getMetadata().getName(),
                    e.getMessage());
        }
    }
}
