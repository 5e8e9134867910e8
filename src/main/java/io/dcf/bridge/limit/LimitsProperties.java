package io.dcf.bridge.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much crosses the bridge at once. What is absent follows from the heap, see {@link Capacity}.
 *
 * @param requestSize the largest request body, or input of a stream; gateways take 4 MiB a message unless set up for more.
 * @param replySize the largest reply that is taken from the gateway.
 * @param httpRequestSize the largest request body for a function that speaks HTTP; what is larger than request-size is passed on piece by piece.
 * @param httpReplySize the largest answer of a function that speaks HTTP, but for server-sent events; what is larger than reply-size is passed on piece by piece.
 * @param requests how many requests may be under way at once, streams included; by default what three quarters of the heap, but for 64 MB, hold at 48 KB each, and before JDK 21 at most 1200.
 * @param functionRequests how many of them may be for one function; by default nine tenths.
 * @param streams how many streams and WebSockets may be open at once.
 * @param followedLogs how many logs may be followed at once; the gateway is asked for each of them again and again.
 * @param memory how many bytes of bodies, inputs and replies, may be held at once, half of it by the bodies of one caller; by default an eighth of the heap.
 * @param connections how many connections may be open at once, more wait; by default 256 more than requests.
 * @param headTime how long the head of a request may take to arrive, from its first byte.
 * @param bodyTime how long the body of a request may take to arrive, unless it is a stream's.
 * @param rate how many requests a second one caller may make: a user, or else an address, of IPv6 a /64.
 * @param burst how many requests a caller may make at once, after a pause.
 * @param loginFailures how many wrong credentials an address may send a minute.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.limits", ignoreUnknownFields = false)
public record LimitsProperties(
        @DefaultValue("4MB") @NotNull @SizeBetween(min = "1B", max = "1GB")
        DataSize requestSize,

        @DefaultValue("4MB") @NotNull @SizeBetween(min = "1KB", max = "1GB")
        DataSize replySize,

        @DefaultValue("1GB") @NotNull @SizeBetween(min = "1B", max = "1TB")
        DataSize httpRequestSize,

        @DefaultValue("1GB") @NotNull @SizeBetween(min = "1KB", max = "1TB")
        DataSize httpReplySize,

        @Min(value = 1, message = "must be 1 or more") @Nullable
        Integer requests,

        @Min(value = 1, message = "must be 1 or more") @Nullable
        Integer functionRequests,

        @DefaultValue("1000") @Min(value = 1, message = "must be 1 or more")
        int streams,

        @DefaultValue("100") @Min(value = 1, message = "must be 1 or more")
        int followedLogs,

        @SizeBetween(min = "64KB", max = "1TB") @Nullable DataSize memory,

        @Min(value = 1, message = "must be 1 or more") @Nullable
        Integer connections,

        @DefaultValue("10s") @NotNull @DurationBetween(min = "100ms", max = "1d")
        Duration headTime,

        @DefaultValue("60s") @NotNull @DurationBetween(min = "100ms", max = "1d")
        Duration bodyTime,

        @DefaultValue("10000") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int rate,

        @DefaultValue("20000") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int burst,

        @DefaultValue("20") @Min(value = 1, message = MANY) @Max(value = 1_000_000, message = MANY)
        int loginFailures) {

    private static final String MANY = "must be between 1 and 1000000";
}
