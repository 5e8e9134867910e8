package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a function accepts no calls.
 *
 * @param reason the reason that the gateway reports
 * @param since the time since which it accepts none; absent if the gateway does not report it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Unavailability(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String reason,
        @Nullable Instant since) {

    /** @param since an RFC 3339 timestamp; other text is dropped */
    public static Unavailability of(String reason, String since) {
        return new Unavailability(reason, since.matches("\\S+") ? Timestamp.startOf(since) : null);
    }
}
