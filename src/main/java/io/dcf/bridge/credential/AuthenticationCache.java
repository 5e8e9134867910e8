package io.dcf.bridge.credential;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Results of expensive credential checks. The keys are hashes of the credentials under a random key of this process, so
 * that a memory dump shows no password.
 */
final class AuthenticationCache<T> {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_ENTRIES = 10_000;

    private record Entry<T>(T value, Duration lifetime) {}

    private final Cache<ByteBuffer, Entry<T>> entries;
    private final SecretKeySpec key;
    private final Duration maxLifetime;

    AuthenticationCache(Duration maxLifetime) {
        this(maxLifetime, Ticker.systemTicker());
    }

    AuthenticationCache(Duration maxLifetime, Ticker ticker) {
        this.maxLifetime = maxLifetime;
        this.entries = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfter(Expiry.<ByteBuffer, Entry<T>>writing((hash, entry) -> entry.lifetime()))
                .ticker(ticker)
                .build();
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    @Nullable
    T find(String credentials) {
        Entry<T> entry = entries.getIfPresent(hash(credentials));
        return entry == null ? null : entry.value();
    }

    /** Keeps the result until the given time, and no longer than the maximum lifetime. */
    void put(String credentials, T value, Instant until) {
        Instant now = Instant.now();
        Duration lifetime = until.isBefore(now.plus(maxLifetime)) ? Duration.between(now, until) : maxLifetime;
        if (!lifetime.isNegative() && !lifetime.isZero()) {
            entries.put(hash(credentials), new Entry<>(value, lifetime));
        }
    }

    private ByteBuffer hash(String credentials) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(credentials.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }
}
