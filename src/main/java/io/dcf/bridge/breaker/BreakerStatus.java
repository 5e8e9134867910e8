package io.dcf.bridge.breaker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a circuit breaker.
 *
 * @param function the function whose invocations it lets through; absent for the breaker of the calls that manage functions
 * @param state closed, open, half-open (after the next call it is closed or open), or disabled
 * @param failureRate the fraction of the last calls that failed; absent while there are too few calls
 * @param openedAt the time at which it opened last; absent if it is closed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BreakerStatus(
        @Nullable String function,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String state,
        @Nullable Double failureRate,
        @Nullable Instant openedAt) {}
