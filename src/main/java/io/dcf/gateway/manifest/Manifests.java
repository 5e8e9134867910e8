package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTargetBuilder;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects that a definition asks for. */
public final class Manifests {

    private static final int KEPT_REVISIONS = 2;
    private static final int TARGET_PERCENT = 80;
    private static final String TARGET_CPU = "800m"; // for pods that ask for no share of a processor

    private final CreateFunctionRequest definition;
    private final String name;
    private final String id;
    private final Protocol protocol;
    private final PodManifest pod;

    /** @param id what its objects have in common, for as long as the function is deployed */
    public Manifests(CreateFunctionRequest definition, String id, NamedSecrets secrets, KubernetesSettings settings) {
        this.definition = definition;
        this.id = id;
        this.name = definition.getService();
        this.protocol = Protocol.of(definition, settings.protocol());
        this.pod = new PodManifest(definition, secrets, settings);
        DurationAnnotation.SCALE_TO_ZERO.of(definition);
        if (hasPullSecret()) {
            DockerConfigJson.of(definition); // refused before anything is created
        }
        if (Character.isDigit(name.charAt(0))) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Service must begin with a letter, as names of Services in Kubernetes do");
        }
    }

    /** Without replicas, which an autoscaler, a caller or {@code kubectl scale} may have set. */
    public Deployment deployment() {
        return new DeploymentBuilder()
                .withMetadata(metadata(List.of()))
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(selector())
                .endSelector()
                .withRevisionHistoryLimit(KEPT_REVISIONS)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(0))
                .withMaxSurge(new IntOrString("25%"))
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels())
                .withAnnotations(podAnnotations())
                .endMetadata()
                .withSpec(pod.spec())
                .endTemplate()
                .endSpec()
                .build();
    }

    public Service service(Deployment owner) {
        return new ServiceBuilder()
                .withMetadata(metadata(List.of(reference(owner))))
                .withNewSpec()
                .withSelector(selector())
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

    /** Whether an autoscaler moves the replicas. */
    public boolean isScaled() {
        return definition.getMaxReplicas() > Math.max(1, definition.getMinReplicas());
    }

    public HorizontalPodAutoscaler autoscaler(Deployment owner) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata(List.of(reference(owner))))
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", name)
                .withMinReplicas(Math.max(1, definition.getMinReplicas()))
                .withMaxReplicas(definition.getMaxReplicas())
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withTarget(target())
                .endResource()
                .endMetric()
                .endSpec()
                .build();
    }

    private MetricTarget target() {
        boolean asks = !definition.getRequests().getCPU().isEmpty()
                || !definition.getLimits().getCPU().isEmpty();
        return asks
                ? new MetricTargetBuilder()
                        .withType("Utilization")
                        .withAverageUtilization(TARGET_PERCENT)
                        .build()
                : new MetricTargetBuilder()
                        .withType("AverageValue")
                        .withAverageValue(new Quantity(TARGET_CPU))
                        .build();
    }

    /** Whether the definition brings credentials of its own. */
    public boolean hasPullSecret() {
        return !definition.getRegistryAuth().isEmpty();
    }

    public Secret pullSecret(Deployment owner) {
        return new SecretBuilder()
                .withMetadata(new ObjectMetaBuilder(metadata(List.of(reference(owner))))
                        .withName(Names.pullSecret(name))
                        .build())
                .withType("kubernetes.io/dockerconfigjson")
                .withData(hasPullSecret() ? Map.of(".dockerconfigjson", DockerConfigJson.of(definition)) : null)
                .build();
    }

    private ObjectMeta metadata(List<OwnerReference> owners) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withLabels(labels())
                .withAnnotations(
                        owners.isEmpty() ? Map.of(Names.DEFINITION, DefinitionAnnotation.text(definition)) : null)
                .withOwnerReferences(owners)
                .build();
    }

    private Map<String, String> selector() {
        return Map.of(Names.FUNCTION, name, Names.ID, id);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(definition.getLabelsMap());
        labels.putAll(Names.labels(name, id));
        return labels;
    }

    /** The function's own, but for those that speak to the gateway, whose change starts no pod. */
    private Map<String, String> podAnnotations() {
        Map<String, String> annotations = new HashMap<>(definition.getAnnotationsMap());
        annotations.keySet().removeIf(key -> key.startsWith("dcf.io/"));
        return annotations;
    }

    private static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build();
    }
}
