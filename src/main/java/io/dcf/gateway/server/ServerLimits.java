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
 * How much it takes at once.
 *
 * @param calls how many calls may be under way at once, idle streams included; by default one for each 64 KB of the heap.
 * @param streams how many of them may come by one connection, where the next ones wait; by default 100 more than calls.
 * @param connections how many connections may be open at once; others are closed as they come.
 * @param threads how many threads serve calls; changes, one after the other, have one more.
 * @param keepalive after how long a silence a client is pinged, and disconnected where it does not answer in 20 seconds.
 * @param pingInterval how often a client may ping; one that does so more often is disconnected.
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
