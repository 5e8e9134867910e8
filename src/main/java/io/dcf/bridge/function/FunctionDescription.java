package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployed function: its state, and its definition as far as the gateway reports it.
 *
 * @param status the state of the function
 * @param createdAt the time of the deployment, which an update does not change; absent if the gateway does not report it
 * @param definition the definition of the function, without registryAuth; absent if the gateway does not report it, or if it
 *     is not valid here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionDescription(
        @JsonUnwrapped FunctionStatus status,
        @Nullable Instant createdAt,
        @Nullable FunctionDefinition definition) {

    /** What is known of a function whose gateway does not report definitions. */
    public static FunctionDescription of(FunctionStatus status) {
        return new FunctionDescription(status, null, null);
    }
}
