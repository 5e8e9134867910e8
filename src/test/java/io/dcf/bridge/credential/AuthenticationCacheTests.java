package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AuthenticationCacheTests {

    private final AtomicLong nanos = new AtomicLong();
    private final AuthenticationCache<String> cache = new AuthenticationCache<>(Duration.ofMinutes(1), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void findsWhatWasPutForTheSameCredentials() {
        cache.put("alice:right", "alice", Instant.MAX);
        assertThat(cache.find("alice:right")).isEqualTo("alice");
        assertThat(cache.find("alice:wrong")).isNull();
    }

    @Test
    void forgetsAfterTheMaximumLifetime() {
        cache.put("alice:right", "alice", Instant.MAX);
        pass(Duration.ofSeconds(59));
        assertThat(cache.find("alice:right")).isEqualTo("alice");
        pass(Duration.ofSeconds(1));
        assertThat(cache.find("alice:right")).isNull();
    }

    @Test
    void startsTheLifetimeAgainWithEachPut() {
        cache.put("alice:right", "alice", Instant.MAX);
        pass(Duration.ofSeconds(59));
        cache.put("alice:right", "alice", Instant.MAX);
        pass(Duration.ofSeconds(59));
        assertThat(cache.find("alice:right")).isEqualTo("alice");
    }

    @Test
    void forgetsAtTheTimeThatWasGiven() {
        cache.put("token", "ci", Instant.now().plusSeconds(30));
        assertThat(cache.find("token")).isEqualTo("ci");
        pass(Duration.ofSeconds(30));
        assertThat(cache.find("token")).isNull();
    }

    @Test
    void keepsNothingThatHasExpired() {
        cache.put("token", "ci", Instant.now().minusSeconds(1));
        cache.put("never", "ci", Instant.MIN);
        assertThat(cache.find("token")).isNull();
        assertThat(cache.find("never")).isNull();
    }
}
