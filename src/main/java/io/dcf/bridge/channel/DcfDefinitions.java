package io.dcf.bridge.channel;

import io.dcf.gateway.dcf.CreateFunctionRequest;
import io.dcf.gateway.dcf.FunctionResources;

/** Maps definitions with the guide's field numbers to those of dcf and openfx. */
final class DcfDefinitions {

    private DcfDefinitions() {}

    /** Omits the bounds of replicas, which dcf does not have. */
    static CreateFunctionRequest dcf(io.dcf.gateway.guide.CreateFunctionRequest definition) {
        return common(definition).build();
    }

    static CreateFunctionRequest openfx(io.dcf.gateway.guide.CreateFunctionRequest definition) {
        return common(definition)
                .setMinReplicas(definition.getMinReplicas())
                .setMaxReplicas(definition.getMaxReplicas())
                .build();
    }

    private static CreateFunctionRequest.Builder common(io.dcf.gateway.guide.CreateFunctionRequest definition) {
        CreateFunctionRequest.Builder request = CreateFunctionRequest.newBuilder()
                .setService(definition.getService())
                .setImage(definition.getImage())
                .putAllEnvVars(definition.getEnvVarsMap())
                .putAllLabels(definition.getLabelsMap())
                .putAllAnnotations(definition.getAnnotationsMap())
                .addAllConstraints(definition.getConstraintsList())
                .addAllSecrets(definition.getSecretsList())
                .setRegistryAuth(definition.getRegistryAuth());
        if (definition.hasLimits()) {
            request.setLimits(resources(definition.getLimits()));
        }
        if (definition.hasRequests()) {
            request.setRequests(resources(definition.getRequests()));
        }
        return request;
    }

    private static FunctionResources resources(io.dcf.gateway.guide.FunctionResources resources) {
        return FunctionResources.newBuilder()
                .setMemory(resources.getMemory())
                .setCPU(resources.getCPU())
                .setGPU(resources.getGPU())
                .build();
    }
}
