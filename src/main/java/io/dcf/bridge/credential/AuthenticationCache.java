package io.dcf.bridge.credential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What was found of credentials that are dear to check, for a short time. They are kept as hashes under a key of this process, so
 * that whoever reads its memory learns no password.
 */
final class AuthenticationCache<T> {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MOST = 10_000;

    private record Found<T>(T value, Instant until) {}

    private final Map<ByteBuffer, Found<T>> found = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final Duration longest;

    AuthenticationCache(Duration longest) {
        this.longest = longest;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    @Nullable
    T find(String credentials) {
        Found<T> known = found.get(hash(credentials));
        return known != null && Instant.now().isBefore(known.until()) ? known.value() : null;
    }

    /** Keeps what is right for no longer than that. */
    void keep(String credentials, T value, Instant until) {
        if (found.size() >= MOST) {
            found.clear();
        }
        Instant latest = Instant.now().plus(longest);
        found.put(hash(credentials), new Found<>(value, until.isBefore(latest) ? until : latest));
    }

    private ByteBuffer hash(String credentials) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(credentials.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has it", e);
        }
    }
}
