package io.dcf.bridge.management;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionDescription;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Resources;
import io.dcf.bridge.function.Timestamp;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import org.jspecify.annotations.Nullable;

/** Reads the messages that describe functions with their definitions. */
final class DescriptionReader {

    private DescriptionReader() {}

    static FunctionDescription read(io.dcf.gateway.guide.FunctionDescription description) {
        return new FunctionDescription(
                GatewayMessages.status(description.getStatus()),
                Timestamp.startOf(description.getCreatedAt()),
                definition(description.getDefinition()));
    }

    /** Null if it is not valid: other clients of the gateway may have deployed it. */
    private static @Nullable FunctionDefinition definition(CreateFunctionRequest definition) {
        int minReplicas = Math.max(1, definition.getMinReplicas());
        try {
            return new FunctionDefinition(
                    new FunctionName(definition.getService()),
                    definition.getImage(),
                    definition.getEnvVarsMap(),
                    definition.getLabelsMap(),
                    definition.getAnnotationsMap(),
                    definition.getSecretsList(),
                    definition.getConstraintsList(),
                    null,
                    definition.hasLimits() ? resources(definition.getLimits()) : null,
                    definition.hasRequests() ? resources(definition.getRequests()) : null,
                    minReplicas,
                    Math.max(minReplicas, definition.getMaxReplicas()),
                    definition.getReadOnlyRootFilesystem());
        } catch (InvalidException e) {
            return null;
        }
    }

    private static Resources resources(FunctionResources resources) {
        return new Resources(orNull(resources.getMemory()), orNull(resources.getCPU()), orNull(resources.getGPU()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
