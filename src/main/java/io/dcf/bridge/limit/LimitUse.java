package io.dcf.bridge.limit;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The current use of a limit.
 *
 * @param used the number, or for memory the bytes, in use
 * @param max the value of the limit
 */
public record LimitUse(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long used,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long max) {}
