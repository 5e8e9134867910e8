package io.dcf.bridge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token bucket for each caller. One that would be full again is forgotten, and so are some when callers are too many. */
final class TokenBuckets {

    /** Some 300 bytes each. */
    private static final int MOST_CALLERS = 10_000;

    private final int size;
    private final int refill;
    private final Duration period;
    private final Cache<String, Bucket> buckets;

    /** Buckets of so many tokens, into which {@code refill} flow, evenly, in the time. */
    TokenBuckets(int size, int refill, Duration period) {
        this.size = size;
        this.refill = refill;
        this.period = period;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(period.multipliedBy(1L + size / refill))
                .build();
    }

    Bucket of(String caller) {
        return buckets.get(caller, key -> full());
    }

    @Nullable
    Bucket known(String caller) {
        return buckets.getIfPresent(caller);
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(size).refillGreedy(refill, period))
                .withNanosecondPrecision()
                .build();
    }
}
