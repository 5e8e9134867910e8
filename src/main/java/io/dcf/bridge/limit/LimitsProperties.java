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
 * Limits of requests and of what they use. The heap decides the default of those without one here, see {@link
 * Capacity}.
 *
 * @param requestSize maximum size of a request body, or of one input of a stream. Gateways accept messages of up to 4
 *     MiB unless configured otherwise.
 * @param replySize maximum size of a reply from the gateway.
 * @param httpRequestSize maximum size of a request body for a function that speaks HTTP. A body larger than
 *     request-size is streamed.
 * @param httpReplySize maximum size of a response of a function that speaks HTTP, except server-sent events. A response
 *     larger than reply-size is streamed.
 * @param requests maximum number of concurrent requests, including streams. By default as many as three quarters of the
 *     heap, less 64 MB, can hold at 48 KB each; before JDK 21 at most 1200.
 * @param functionRequests maximum number of concurrent requests of one function; by default nine tenths of requests.
 * @param streams maximum number of open streams and WebSockets.
 * @param followedLogs maximum number of logs that are followed at the same time. The bridge reads each of them
 *     repeatedly.
 * @param memory maximum number of bytes of bodies, inputs and replies in memory, half of it for the bodies of one
 *     client; by default an eighth of the heap.
 * @param connections maximum number of open connections; further ones wait. By default 256 more than requests.
 * @param headTime maximum time to receive the head of a request, from its first byte.
 * @param bodyTime maximum time to receive the body of a request, except a stream.
 * @param rate maximum number of requests per second of one client: a user, or else an address, or an IPv6 network
 *     (/64).
 * @param burst maximum number of requests that a client can send at once after a pause.
 * @param loginFailures maximum number of wrong credentials per minute from one address.
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

        @DefaultValue("10000")
        @Min(value = 1, message = ONE_TO_A_MILLION)
        @Max(value = 1_000_000, message = ONE_TO_A_MILLION)
        int rate,

        @DefaultValue("20000")
        @Min(value = 1, message = ONE_TO_A_MILLION)
        @Max(value = 1_000_000, message = ONE_TO_A_MILLION)
        int burst,

        @DefaultValue("20")
        @Min(value = 1, message = ONE_TO_A_MILLION)
        @Max(value = 1_000_000, message = ONE_TO_A_MILLION)
        int loginFailures) {

    private static final String ONE_TO_A_MILLION = "must be between 1 and 1000000";
}
