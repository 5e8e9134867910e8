package io.dcf.gateway.server;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the gRPC server.
 *
 * @param calls maximum number of concurrent calls, including idle streams; by default one for each 64 KB of the heap.
 * @param streams maximum number of concurrent calls of one connection, beyond which calls wait; by default 100 more than calls.
 * @param connections maximum number of open connections, beyond which new ones are closed.
 * @param threads number of threads that serve calls; changes have one more, and run one at a time.
 * @param keepalive time of silence after which a client is pinged; it is disconnected if it does not answer within 20 seconds.
 * @param pingInterval minimum interval between pings of a client; one that pings more often is disconnected.
 */
record ServerLimits(
        @Min(value = 1, message = "must be 1 or more") @Nullable
        Integer calls,

        @Min(value = 1, message = "must be 1 or more") @Nullable
        Integer streams,

        @DefaultValue("1000") @Min(value = 1, message = "must be 1 or more")
        int connections,

        @DefaultValue("16")
        @Min(value = 1, message = "must be 1 at least")
        @Max(value = 1000, message = "must be 1000 at most")
        int threads,

        @DefaultValue("5m")
        @NotNull
        @DurationMin(seconds = 10, message = "must be 10s at least")
        @DurationMax(days = 1, message = "must be a day at most")
        Duration keepalive,

        @DefaultValue("5m")
        @NotNull
        @DurationMin(millis = 0, message = "must be 0s at least")
        @DurationMax(days = 1, message = "must be a day at most")
        Duration pingInterval) {

    private static final int HEAP_PER_CALL = 64 * 1024;
    private static final int STREAMS_BEYOND_CALLS = 100;

    int maxCalls() {
        return calls != null
                ? calls
                : (int) Math.min(Runtime.getRuntime().maxMemory() / HEAP_PER_CALL, Integer.MAX_VALUE / 2);
    }

    int maxStreams() {
        return streams != null ? streams : (int) Math.min((long) maxCalls() + STREAMS_BEYOND_CALLS, Integer.MAX_VALUE);
    }
}
