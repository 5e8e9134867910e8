package io.dcf.bridge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each client. A bucket that is full again is removed, and some others where there are too many
 * clients.
 */
final class TokenBuckets {

    /** A bucket takes about 300 bytes. */
    private static final int MAX_CLIENTS = 10_000;

    private final int size;
    private final int refill;
    private final Duration period;
    private final Cache<String, Bucket> buckets;

    /** @param refill how many tokens a bucket regains, evenly, in the period */
    TokenBuckets(int size, int refill, Duration period) {
        this.size = size;
        this.refill = refill;
        this.period = period;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .expireAfterAccess(period.multipliedBy(1L + size / refill))
                .build();
    }

    Bucket of(String client) {
        return buckets.get(client, key -> full());
    }

    @Nullable
    Bucket find(String client) {
        return buckets.getIfPresent(client);
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(size).refillGreedy(refill, period))
                .withNanosecondPrecision()
                .build();
    }
}
