package io.dcf.bridge.openfaas;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function to deploy, or to replace.
 *
 * @param service the name
 * @param envProcess the command of the watchdog in the image
 */
record FunctionDeployment(
        @Nullable String service,
        @Nullable String image,
        @Nullable String namespace,
        @Nullable String envProcess,
        @Nullable Map<String, String> envVars,
        @Nullable List<String> constraints,
        @Nullable List<String> secrets,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        @Nullable FunctionResources limits,
        @Nullable FunctionResources requests,
        boolean readOnlyRootFilesystem) {

    /** The watchdog's variable for its command. */
    static final String PROCESS = "fprocess";

    /**
     * Throws an {@link InvalidException} if it is not valid.
     *
     * @param bounded whether the gateway's definitions have a minimum and a maximum of replicas
     */
    FunctionDefinition definition(boolean bounded) {
        Map<String, String> environment = new HashMap<>(orEmpty(envVars));
        if (envProcess != null && !envProcess.isEmpty()) {
            environment.put(PROCESS, envProcess);
        }
        ScaleLabels scale = ScaleLabels.of(orEmpty(labels));
        return new FunctionDefinition(
                name(),
                Objects.requireNonNullElse(image, ""),
                environment,
                orEmpty(labels),
                scale.annotations(orEmpty(annotations)),
                secrets == null ? List.of() : secrets,
                constraints == null ? List.of() : constraints,
                null,
                limits == null ? null : limits.resources("limits"),
                requests == null ? null : requests.resources("requests"),
                bounded ? scale.min() : 1,
                bounded ? Math.max(scale.min(), scale.max().orElse(scale.min())) : 1,
                readOnlyRootFilesystem);
    }

    private FunctionName name() {
        try {
            return new FunctionName(Objects.requireNonNullElse(service, ""));
        } catch (InvalidException e) {
            throw new InvalidException("/service", e.violations().get(0).detail());
        }
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> texts) {
        return texts == null ? Map.of() : texts;
    }
}
