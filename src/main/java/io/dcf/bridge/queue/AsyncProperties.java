package io.dcf.bridge.queue;

import io.dcf.bridge.limit.DurationBetween;
import io.dcf.bridge.limit.SizeBetween;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of asynchronous invocations.
 *
 * @param url database of the queue: jdbc:postgresql://host/database, which any number of bridges share, or jdbc:h2:file:/path; by default invocations in the embedded gateway's data directory.
 * @param username user of the database.
 * @param password password of that user.
 * @param retention how long the input, state and output of an invocation are kept after its end.
 * @param maxCount maximum number of invocations that are kept, finished ones included.
 * @param maxBytes maximum size of all inputs and outputs that are kept.
 * @param concurrency maximum number of concurrent asynchronous invocations of one function, of all bridges together.
 * @param workers maximum number of concurrent asynchronous invocations of this bridge.
 * @param attempts how often an invocation is tried, unless its function or its client says otherwise.
 * @param backoff pause before the second attempt; each further one is twice as long, up to 5 minutes.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.async") // other packages have settings below it
public record AsyncProperties(
        @Pattern(
                regexp = "|jdbc:postgresql:.+|jdbc:h2:.+",
                message = "must start with jdbc:postgresql: or jdbc:h2:, such as jdbc:postgresql://db/dcf")
        @Nullable
        String url,

        @Nullable String username,
        @Nullable String password,

        @DefaultValue("1d") @NotNull @DurationBetween(min = "1s", max = "365d")
        Duration retention,

        @DefaultValue("100000") @Min(value = 1, message = "must be 1 or more")
        int maxCount,

        @DefaultValue("1GB") @NotNull @SizeBetween(min = "1KB", max = "1TB")
        DataSize maxBytes,

        @DefaultValue("4")
        @Min(value = 1, message = "must be between 1 and 1000")
        @Max(value = 1000, message = "must be between 1 and 1000")
        int concurrency,

        @DefaultValue("16")
        @Min(value = 1, message = "must be between 1 and 1000")
        @Max(value = 1000, message = "must be between 1 and 1000")
        int workers,

        @DefaultValue("10")
        @Min(value = 1, message = "must be between 1 and 100")
        @Max(value = MAX_ATTEMPTS, message = "must be between 1 and 100")
        int attempts,

        @DefaultValue("1s") @NotNull @DurationBetween(min = "10ms", max = "5m")
        Duration backoff) {

    /** The maximum of {@link #attempts}, and of those that functions and clients ask for. */
    public static final int MAX_ATTEMPTS = 100;

    @Override
    public String toString() {
        return "AsyncProperties[url=" + url + "]";
    }
}
