package io.dcf.bridge.function;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The number of instances of a function.
 *
 * @param replicas the number of instances; 0 stops the function and keeps its definition
 */
public record Scale(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minimum = "0", example = "2")
        int replicas) {

    /** Throws an {@link InvalidException} where the number is negative. */
    public Scale {
        Violations violations = new Violations();
        violations.require(replicas >= 0, "must be 0 or more", "replicas");
        violations.throwIfAny();
    }
}
