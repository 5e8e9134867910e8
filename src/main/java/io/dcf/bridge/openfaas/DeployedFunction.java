package io.dcf.bridge.openfaas;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.function.FunctionStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A deployed function. What the gateway does not know of its definition is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeployedFunction(
        String name,
        String image,
        String namespace,
        @Nullable String envProcess,
        @Nullable Map<String, String> envVars,
        @Nullable List<String> constraints,
        @Nullable List<String> secrets,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable FunctionResources limits,
        @Nullable FunctionResources requests,
        @Nullable Boolean readOnlyRootFilesystem,
        long invocationCount,
        long replicas,
        long availableReplicas,
        @Nullable String createdAt) {

    private static final String NAME_LABEL = "faas_function";

    static DeployedFunction of(FunctionStatus status) {
        return new DeployedFunction(
                status.name(),
                status.image(),
                OnlyNamespace.NAME,
                null,
                null,
                null,
                null,
                labels(status),
                status.annotations(),
                null,
                null,
                null,
                status.invocationCount(),
                status.replicas(),
                status.availableReplicas(),
                null);
    }

    private static Map<String, String> labels(FunctionStatus status) {
        Map<String, String> labels = new TreeMap<>(status.labels());
        labels.put(NAME_LABEL, status.name());
        return labels;
    }
}
