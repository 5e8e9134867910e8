package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.grpc.Status;

/** Builds the Kubernetes objects of a function from its definition. */
public final class Manifests {

    private static final int REVISION_HISTORY_LIMIT = 2;

    private final CreateFunctionRequest definition;
    private final FunctionMetadata metadata;
    private final Protocol protocol;
    private final PodManifest pod;

    /** @param id distinguishes the function from earlier ones of its name */
    public Manifests(CreateFunctionRequest definition, String id, NamedSecrets secrets, KubernetesSettings settings) {
        this.definition = definition;
        this.metadata = new FunctionMetadata(definition, id);
        this.protocol = Protocol.of(definition, settings.protocol());
        this.pod = new PodManifest(definition, secrets, settings);
        DurationAnnotation.SCALE_TO_ZERO.of(definition);
        pullSecret().requireValid();
        if (Character.isDigit(metadata.name().charAt(0))) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Service must begin with a letter, which Kubernetes requires, not '" + metadata.name() + "'");
        }
    }

    /** Without replicas, which an autoscaler, a caller or {@code kubectl scale} sets. */
    public Deployment deployment() {
        return new DeploymentBuilder()
                .withMetadata(metadata.ofDeployment())
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(metadata.selector())
                .endSelector()
                .withRevisionHistoryLimit(REVISION_HISTORY_LIMIT)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString("25%"))
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(metadata.labels())
                .withAnnotations(metadata.podAnnotations())
                .endMetadata()
                .withSpec(pod.spec())
                .endTemplate()
                .endSpec()
                .build();
    }

    public Service service(Deployment owner) {
        return new ServiceBuilder()
                .withMetadata(metadata.ownedBy(owner))
                .withNewSpec()
                .withSelector(metadata.selector())
                .addNewPort()
                .withName(Names.CONTAINER)
                .withPort(protocol.port(definition))
                .withProtocol("TCP")
                .withTargetPort(new IntOrString(Names.CONTAINER))
                .withAppProtocol(protocol == Protocol.FXWATCHER ? "kubernetes.io/h2c" : "http")
                .endPort()
                .endSpec()
                .build();
    }

    public PullSecretManifest pullSecret() {
        return new PullSecretManifest(metadata);
    }

    public AutoscalerManifest autoscaler() {
        return new AutoscalerManifest(metadata);
    }
}
