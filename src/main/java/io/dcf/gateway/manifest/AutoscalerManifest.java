package io.dcf.gateway.manifest;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTarget;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricTargetBuilder;

/** Builds the autoscaler of a function, which follows the CPU usage of its pods. */
public final class AutoscalerManifest {

    private static final int TARGET_PERCENT = 80;
    private static final String TARGET_CPU = "800m"; // for pods that request no CPU

    private final FunctionMetadata metadata;
    private final CreateFunctionRequest definition;

    AutoscalerManifest(FunctionMetadata metadata) {
        this.metadata = metadata;
        this.definition = metadata.definition();
    }

    /** Whether the definition asks for one: it then sets the number of replicas. */
    public boolean isNeeded() {
        return definition.getMaxReplicas() > Math.max(1, definition.getMinReplicas());
    }

    public HorizontalPodAutoscaler build(Deployment owner) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(metadata.ownedBy(owner))
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", metadata.name())
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
        boolean requestsCpu = !definition.getRequests().getCPU().isEmpty()
                || !definition.getLimits().getCPU().isEmpty();
        return requestsCpu
                ? new MetricTargetBuilder()
                        .withType("Utilization")
                        .withAverageUtilization(TARGET_PERCENT)
                        .build()
                : new MetricTargetBuilder()
                        .withType("AverageValue")
                        .withAverageValue(new Quantity(TARGET_CPU))
                        .build();
    }
}
