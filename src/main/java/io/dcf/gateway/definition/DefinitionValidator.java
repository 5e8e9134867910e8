package io.dcf.gateway.definition;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.grpc.Status;
import java.util.regex.Pattern;

/** Validates what every engine requires of a definition. */
public final class DefinitionValidator {

    private static final String CONCURRENCY = "dcf.io/concurrency";
    private static final String CONCURRENCY_FORM = "[1-9][0-9]{0,5}";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern QUANTITY =
            Pattern.compile("(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]{1,3})?)?");

    private DefinitionValidator() {}

    /** Throws a refusal that names the first invalid field. */
    public static void requireValid(CreateFunctionRequest definition) {
        require(NAME.matcher(definition.getService()).matches(), "Service must match " + NAME);
        require(!definition.getImage().isBlank(), "Image is required");
        FieldSizes.requireBounded(definition);
        requireQuantities("Limits", definition.getLimits());
        requireQuantities("Requests", definition.getRequests());
        require(definition.getMinReplicas() >= 0, "MinReplicas must not be negative");
        require(
                definition.getMaxReplicas() == 0 || definition.getMaxReplicas() >= definition.getMinReplicas(),
                "MaxReplicas must not be less than MinReplicas");
        for (String name : definition.getEnvVarsMap().keySet()) {
            require(
                    ENVIRONMENT_NAME.matcher(name).matches(),
                    "EnvVars must match " + ENVIRONMENT_NAME + ", not '" + name + "'");
        }
        String concurrency = definition.getAnnotationsMap().get(CONCURRENCY);
        require(
                concurrency == null || concurrency.matches(CONCURRENCY_FORM),
                "annotation " + CONCURRENCY
                        + " must be the number of calls that a replica takes at once, 1 to 999999, not '" + concurrency
                        + "'");
    }

    /** Maximum number of concurrent calls of a replica; {@code Long.MAX_VALUE} if the definition sets none. */
    public static long concurrency(CreateFunctionRequest definition) {
        String limit = definition.getAnnotationsMap().get(CONCURRENCY);
        return limit == null ? Long.MAX_VALUE : Long.parseLong(limit);
    }

    private static void requireQuantities(String field, FunctionResources resources) {
        requireQuantity(field + ".Memory", resources.getMemory());
        requireQuantity(field + ".CPU", resources.getCPU());
        requireQuantity(field + ".GPU", resources.getGPU());
    }

    private static void requireQuantity(String field, String text) {
        require(
                QUANTITY.matcher(text).matches(),
                field + " must be a quantity such as 128Mi or 500m, not '" + text + "'");
    }

    private static void require(boolean valid, String rule) {
        if (!valid) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, rule);
        }
    }
}
