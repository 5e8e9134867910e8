package io.dcf.bridge.management;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Resources;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.function.Unavailability;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.ScaleServiceRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps records to protobuf messages, and back. */
public final class GatewayMessages {

    /** Our own gateway's annotations for why, and since when, a function cannot take calls; the contract has no fields for it. */
    private static final String UNAVAILABLE = "dcf.io/unavailable";

    private static final String UNAVAILABLE_SINCE = "dcf.io/unavailable-since";

    private GatewayMessages() {}

    static CreateFunctionRequest create(FunctionDefinition definition) {
        CreateFunctionRequest.Builder request = CreateFunctionRequest.newBuilder()
                .setService(definition.service().value())
                .setImage(definition.image())
                .putAllEnvVars(definition.envVars())
                .putAllLabels(definition.labels())
                .addAllSecrets(definition.secrets())
                .putAllAnnotations(definition.annotations())
                .addAllConstraints(definition.constraints())
                .setRegistryAuth(orEmpty(definition.registryAuth()))
                .setMinReplicas(definition.minReplicas())
                .setMaxReplicas(definition.maxReplicas())
                .setReadOnlyRootFilesystem(definition.readOnlyRootFilesystem());
        if (definition.limits() != null) {
            request.setLimits(resources(definition.limits()));
        }
        if (definition.requests() != null) {
            request.setRequests(resources(definition.requests()));
        }
        return request.build();
    }

    static CreateFunctionRequest delete(FunctionName name) {
        return CreateFunctionRequest.newBuilder().setService(name.value()).build();
    }

    public static FunctionRequest named(FunctionName name) {
        return FunctionRequest.newBuilder().setFunctionName(name.value()).build();
    }

    static ScaleServiceRequest scale(FunctionName name, Scale scale) {
        return ScaleServiceRequest.newBuilder()
                .setServiceName(name.value())
                .setReplicas(scale.replicas())
                .build();
    }

    static FunctionStatus status(Function function) {
        Map<String, String> annotations = new HashMap<>(function.getAnnotationsMap());
        String reason = annotations.remove(UNAVAILABLE);
        String since = annotations.remove(UNAVAILABLE_SINCE);
        return new FunctionStatus(
                function.getName(),
                function.getImage(),
                unsigned(function.getReplicas()),
                unsigned(function.getAvailableReplicas()),
                unsigned(function.getInvocationCount()),
                function.getLabelsMap(),
                annotations,
                reason == null ? null : Unavailability.of(reason, orEmpty(since)));
    }

    private static FunctionResources resources(Resources resources) {
        return FunctionResources.newBuilder()
                .setMemory(orEmpty(resources.memory()))
                .setCPU(orEmpty(resources.cpu()))
                .setGPU(orEmpty(resources.gpu()))
                .build();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A uint64 as a long; larger values become the maximum, not negative. */
    private static long unsigned(long value) {
        return value < 0 ? Long.MAX_VALUE : value;
    }
}
