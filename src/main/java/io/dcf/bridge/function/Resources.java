package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Resources of an instance of a function, as Kubernetes quantities. For absent ones the gateway decides.
 *
 * @param memory memory, such as '128Mi'
 * @param cpu CPU time, such as '100m' for a tenth of a core
 * @param gpu number of GPUs, such as '1'
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Resources(
        @Schema(pattern = Syntax.QUANTITY_PATTERN, maxLength = 32, example = "64Mi") @Nullable
        String memory,

        @Schema(pattern = Syntax.QUANTITY_PATTERN, maxLength = 32, example = "100m") @Nullable
        String cpu,

        @Schema(pattern = Syntax.QUANTITY_PATTERN, maxLength = 32, example = "1") @Nullable
        String gpu) {

    /** Throws an {@link InvalidException} where an amount is not a quantity. */
    public Resources {
        Violations violations = new Violations();
        requireQuantity(violations, "memory", memory);
        requireQuantity(violations, "cpu", cpu);
        requireQuantity(violations, "gpu", gpu);
        violations.throwIfAny();
    }

    private static void requireQuantity(Violations violations, String name, @Nullable String amount) {
        violations.require(amount == null || Syntax.QUANTITY.allows(amount), Syntax.QUANTITY.text(), name);
    }
}
