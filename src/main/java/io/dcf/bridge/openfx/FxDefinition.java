package io.dcf.bridge.openfx;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Resources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A {@code CreateFunctionRequest} of OpenFx. As in protobuf, an empty text or 0 is the same as an absent member. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record FxDefinition(
        @Nullable String service,
        @Nullable String image,
        @Nullable Map<String, String> envVars,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations,
        @Nullable List<String> constraints,
        @Nullable List<String> secrets,
        @Nullable String registryAuth,
        @Nullable FxResources limits,
        @Nullable FxResources requests,
        @Nullable Integer minReplicas,
        @Nullable Integer maxReplicas) {

    /** A {@code FunctionResources} of OpenFx. */
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record FxResources(
            @Nullable String memory,
            @JsonProperty("CPU") @Nullable String cpu,
            @JsonProperty("GPU") @Nullable String gpu) {

        Resources resources() {
            return new Resources(orNull(memory), orNull(cpu), orNull(gpu));
        }
    }

    /** Throws an {@link InvalidException} with what is wrong. */
    FunctionDefinition definition() {
        int min = minReplicas == null || minReplicas == 0 ? 1 : minReplicas;
        int max = maxReplicas == null || maxReplicas == 0 ? Math.max(1, min) : maxReplicas;
        return new FunctionDefinition(
                name("Service", service),
                Objects.requireNonNullElse(image, ""),
                Objects.requireNonNullElse(envVars, Map.of()),
                Objects.requireNonNullElse(labels, Map.of()),
                Objects.requireNonNullElse(annotations, Map.of()),
                Objects.requireNonNullElse(secrets, List.of()),
                Objects.requireNonNullElse(constraints, List.of()),
                orNull(registryAuth),
                resources("Limits", limits),
                resources("Requests", requests),
                min,
                max,
                false);
    }

    /** The name in a member. */
    static FunctionName name(String member, @Nullable String name) {
        try {
            return new FunctionName(Objects.requireNonNullElse(name, ""));
        } catch (InvalidException e) {
            throw e.under(member);
        }
    }

    private static @Nullable Resources resources(String member, @Nullable FxResources given) {
        try {
            return given == null ? null : given.resources();
        } catch (InvalidException e) {
            throw e.under(member);
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Does not show the credentials. */
    @Override
    public String toString() {
        return "FxDefinition[service=" + service + ", image=" + image + "]";
    }
}
