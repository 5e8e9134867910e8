package io.dcf.gateway.manifest;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Builds the resource limits and requests of a function's container. */
final class PodResources {

    private static final String GPU = "nvidia.com/gpu";

    private PodResources() {}

    static ResourceRequirements of(CreateFunctionRequest definition) {
        FunctionResources limits = definition.getLimits();
        Map<String, Quantity> max = quantities(limits);
        String gpu = limits.getGPU().isEmpty() ? definition.getRequests().getGPU() : limits.getGPU();
        if (!gpu.isEmpty()) {
            max.put(GPU, new Quantity(gpu)); // Kubernetes accepts GPUs only as limits
        }
        return new ResourceRequirementsBuilder()
                .withLimits(max)
                .withRequests(quantities(definition.getRequests()))
                .build();
    }

    private static Map<String, Quantity> quantities(FunctionResources resources) {
        Map<String, Quantity> quantities = new TreeMap<>();
        if (!resources.getMemory().isEmpty()) {
            quantities.put("memory", new Quantity(resources.getMemory()));
        }
        if (!resources.getCPU().isEmpty()) {
            quantities.put("cpu", new Quantity(resources.getCPU()));
        }
        return quantities;
    }
}
