package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a function takes no calls.
 *
 * @param reason the gateway's sentence
 * @param since when that began; absent where the gateway does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Unavailability(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String reason,
        @Nullable Instant since) {

    /** @param since an RFC 3339 timestamp; anything else is left out */
    public static Unavailability of(String reason, String since) {
        return new Unavailability(reason, since.matches("\\S+") ? Timestamp.startOf(since) : null);
    }
}
