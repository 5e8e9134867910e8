package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a function: what to run, and how. Each of its maps and lists, and registryAuth, may have at most 262144
 * bytes in total, names and values in UTF-8.
 *
 * @param service the name of the function
 * @param image the container image to run; the embedded gateway runs builtin/echo, builtin/env, builtin/sha256,
 *     builtin/sleep and builtin/fail
 * @param envVars environment variables, at most 262144 bytes in total; names are letters, digits, '-', '.' and '_',
 *     without a leading digit
 * @param labels Kubernetes labels, at most 262144 bytes in total
 * @param annotations Kubernetes annotations, at most 262144 bytes in total
 * @param secrets names of secrets that the function may read, each once
 * @param constraints constraints on the nodes that run the function, such as 'zone=a'
 * @param registryAuth credentials for pulling the image: base64 of 'user:password'; never returned
 * @param limits the maximum resources of an instance
 * @param requests the guaranteed resources of an instance
 * @param minReplicas the minimum number of instances; the default is 1
 * @param maxReplicas the maximum number of instances, not less than minReplicas, which is the default
 * @param readOnlyRootFilesystem whether the file system of an instance is read-only, except /tmp; absent if it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionDefinition(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) FunctionName service,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                pattern = Syntax.IMAGE_PATTERN,
                maxLength = Syntax.IMAGE_MAX,
                example = "builtin/echo")
        String image,

        Map<String, String> envVars,
        Map<String, String> labels,
        Map<String, String> annotations,

        @ArraySchema(schema = @Schema(pattern = Syntax.SECRET_NAME_PATTERN, maxLength = Syntax.SECRET_NAME_MAX))
        List<String> secrets,

        @ArraySchema(schema = @Schema(pattern = "\\S")) List<String> constraints,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        String registryAuth,

        @Nullable Resources limits,
        @Nullable Resources requests,
        @Schema(minimum = "1") int minReplicas,
        @Schema(minimum = "1") int maxReplicas,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean readOnlyRootFilesystem) {

    /** Throws an {@link InvalidException} with all violations. */
    public FunctionDefinition {
        envVars = sorted(envVars);
        labels = sorted(labels);
        annotations = sorted(annotations);
        secrets = List.copyOf(secrets);
        constraints = List.copyOf(constraints);

        Violations violations = new Violations();
        violations.require(Syntax.IMAGE.allows(image), Syntax.IMAGE.text(), "image");
        DefinitionFields fields = new DefinitionFields(violations);
        fields.requireBounded("envVars", envVars);
        fields.requireBounded("labels", labels);
        fields.requireBounded("annotations", annotations);
        fields.requireBounded("secrets", secrets);
        fields.requireBounded("constraints", constraints);
        fields.requireBounded("registryAuth", registryAuth == null ? List.of() : List.of(registryAuth));
        fields.requireNames("envVars", envVars.keySet(), Syntax.ENVIRONMENT_NAME);
        fields.requireLabels(labels);
        fields.requireAnnotationNames(annotations.keySet());
        fields.requireSecrets(secrets);
        fields.requireConstraints(constraints);
        violations.require(minReplicas >= 1, "must be 1 or more", "minReplicas");
        violations.require(maxReplicas >= minReplicas, "must not be less than minReplicas", "maxReplicas");
        violations.throwIfAny();
    }

    private static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Does not show the credentials. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "FunctionDefinition[service=%s, image=%s]", service, image);
    }
}
