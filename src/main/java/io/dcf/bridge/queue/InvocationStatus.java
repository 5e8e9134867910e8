package io.dcf.bridge.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of an asynchronous invocation.
 *
 * @param id the id of the invocation
 * @param function the name of the function
 * @param state queued, running, succeeded, failed or cancelled
 * @param submitted when it was submitted
 * @param due when its next attempt is due, or its last one was; it starts later if others are before it
 * @param started when the last attempt started
 * @param finished when the state became final
 * @param attempts the number of attempts that were started
 * @param maxAttempts the number of attempts after which a failure is final
 * @param problem why the last attempt failed
 * @param callback the state of the callback; absent if none was asked for, or if the invocation was cancelled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvocationStatus(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String function,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) InvocationState state,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant submitted,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant due,
        @Nullable Instant started,
        @Nullable Instant finished,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int attempts,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int maxAttempts,
        @Nullable Problem problem,
        @Nullable Callback callback) {

    /** The same, for a client whose paths have the prefix. */
    public InvocationStatus under(String prefix) {
        return problem == null
                ? this
                : new InvocationStatus(
                        id,
                        function,
                        state,
                        submitted,
                        due,
                        started,
                        finished,
                        attempts,
                        maxAttempts,
                        problem.under(prefix),
                        callback);
    }

    /**
     * The state of a callback.
     *
     * @param state waiting, succeeded or failed
     * @param attempts the number of attempts that were made
     * @param problem why the last attempt failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Callback(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String state,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            int attempts,

            @Nullable String problem) {}
}
