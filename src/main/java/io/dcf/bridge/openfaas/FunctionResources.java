package io.dcf.bridge.openfaas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Resources;
import io.dcf.bridge.function.Violations;
import org.jspecify.annotations.Nullable;

/** Resources of an instance, as Kubernetes quantities. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record FunctionResources(
        @Nullable String memory,
        @Nullable String cpu,
        @JsonProperty("nvidia.com/gpu") @Nullable String nvidia,
        @JsonProperty("amd.com/gpu") @Nullable String amd,
        @JsonProperty("intel.com/gpu") @Nullable String intel) {

    static FunctionResources of(Resources resources) {
        return new FunctionResources(resources.memory(), resources.cpu(), resources.gpu(), null, null);
    }

    /** @param member the member that has them, for the pointers of violations */
    Resources resources(String member) {
        Violations violations = new Violations();
        String detail = "is not supported; gateways have only nvidia.com/gpu";
        violations.require(isEmpty(amd), detail, member, "amd.com/gpu");
        violations.require(isEmpty(intel), detail, member, "intel.com/gpu");
        violations.throwIfAny();
        try {
            return new Resources(orNull(memory), orNull(cpu), orNull(nvidia));
        } catch (InvalidException e) {
            violations.addAll(member, e.violations());
            violations.throwIfAny();
            throw e;
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return isEmpty(text) ? null : text;
    }
}
