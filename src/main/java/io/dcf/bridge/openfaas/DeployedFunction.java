package io.dcf.bridge.openfaas;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionDescription;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Resources;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A deployed function, as it was sent. What the gateway does not know of its definition is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeployedFunction(
        String name,
        String image,
        String namespace,
        @Nullable String envProcess,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> envVars,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> constraints,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> secrets,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable FunctionResources limits,
        @Nullable FunctionResources requests,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean readOnlyRootFilesystem,
        long invocationCount,
        long replicas,
        long availableReplicas,
        @Nullable Instant createdAt) {

    private static final String NAME_LABEL = "faas_function";

    static DeployedFunction of(FunctionDescription description) {
        FunctionStatus status = description.status();
        FunctionDefinition definition = description.definition();
        Map<String, String> environment = new HashMap<>(definition == null ? Map.of() : definition.envVars());
        return new DeployedFunction(
                status.name(),
                status.image(),
                OnlyNamespace.NAME,
                environment.remove(FunctionDeployment.PROCESS),
                environment,
                definition == null ? List.of() : definition.constraints(),
                definition == null ? List.of() : definition.secrets(),
                labels(status),
                ScaleLabels.of(status.labels()).sentAnnotations(status.annotations()),
                definition == null ? null : resources(definition.limits()),
                definition == null ? null : resources(definition.requests()),
                definition != null && definition.readOnlyRootFilesystem(),
                status.invocationCount(),
                status.replicas(),
                status.availableReplicas(),
                description.createdAt());
    }

    private static Map<String, String> labels(FunctionStatus status) {
        Map<String, String> labels = new TreeMap<>(status.labels());
        labels.put(NAME_LABEL, status.name());
        return labels;
    }

    private static @Nullable FunctionResources resources(@Nullable Resources resources) {
        return resources == null ? null : FunctionResources.of(resources);
    }
}
