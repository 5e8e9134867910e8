package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.FunctionInformers;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.DefinitionAnnotation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;

/** A function's Deployment in the latest version that the informers reported, and the definition that it holds. */
final class LatestDeployment {

    private final String uid;
    private volatile Deployment deployment;
    private volatile CreateFunctionRequest definition;
    private volatile Instant scaledUp = Instant.now();

    LatestDeployment(Deployment deployment, CreateFunctionRequest definition) {
        this.uid = deployment.getMetadata().getUid();
        this.deployment = deployment;
        this.definition = definition;
    }

    boolean is(Deployment other) {
        return uid.equals(other.getMetadata().getUid());
    }

    /** Takes the version, or returns false if it is an earlier one. Keeps the definition if the new one cannot be read. */
    boolean update(Deployment now) {
        if (FunctionInformers.version(now) < FunctionInformers.version(deployment)) {
            return false;
        }
        DefinitionAnnotation.of(now).ifPresent(read -> definition = read);
        if (replicas() == 0) {
            scaledUp = Instant.now();
        }
        deployment = now;
        return true;
    }

    Deployment deployment() {
        return deployment;
    }

    CreateFunctionRequest definition() {
        return definition;
    }

    long replicas() {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null ? 1 : replicas;
    }

    /** Since when it has had replicas, as far as this gateway knows. */
    Instant scaledUp() {
        return scaledUp;
    }
}
