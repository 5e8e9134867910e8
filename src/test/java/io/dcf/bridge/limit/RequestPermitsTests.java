package io.dcf.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.function.FunctionName;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestPermitsTests {

    private static final FunctionName FUNCTION = new FunctionName("f");

    private final LimitsProperties settings =
            CapacityTests.limits(Map.of("bridge.limits.streams", "1", "bridge.limits.followed-logs", "1"));
    private final RequestLimiter limiter =
            new RequestLimiter(new Capacity(3, 2, 1, 1000, 10), settings, new LimitMeters(new SimpleMeterRegistry()));

    private RequestPermits acquire() {
        RequestPermits permits = limiter.acquire();
        permits.assign(new MockHttpServletRequest());
        return permits;
    }

    private static void assertRefused(Limit limit, ThrowingCallable acquire) {
        assertThatThrownBy(acquire)
                .isInstanceOfSatisfying(
                        LimitException.class,
                        failure -> assertThat(failure.limit()).isEqualTo(limit));
    }

    @Test
    void areReleasedAllAtOnceAndOnlyOnce() {
        RequestPermits permits = acquire();
        permits.acquireInvocation(FUNCTION);
        permits.acquireStream();
        permits.acquireFollowedLog();
        permits.adjustMemory(300);
        permits.adjustBodyMemory(200);
        assertThat(limiter.memory.used()).isEqualTo(500);
        permits.release();
        permits.release();
        assertThat(limiter.requests.used()).isZero();
        assertThat(limiter.invocations.used()).isZero();
        assertThat(limiter.functions.size()).isZero();
        assertThat(limiter.streams.used()).isZero();
        assertThat(limiter.followedLogs.used()).isZero();
        assertThat(limiter.memory.used()).isZero();
        assertThat(limiter.clients.size()).isZero();
    }

    @Test
    void acquireNothingOnceReleased() {
        RequestPermits permits = acquire();
        permits.release();
        permits.acquireInvocation(FUNCTION);
        permits.acquireStream();
        permits.adjustMemory(300);
        permits.adjustBodyMemory(200);
        assertThat(limiter.invocations.used()).isZero();
        assertThat(limiter.functions.size()).isZero();
        assertThat(limiter.streams.used()).isZero();
        assertThat(limiter.memory.used()).isZero();
        assertThat(limiter.clients.size()).isZero();
    }

    @Test
    void areRefusedWithTheLimitThatIsReached() {
        RequestPermits first = acquire();
        first.acquireInvocation(FUNCTION);
        first.acquireStream();
        first.acquireFollowedLog();
        RequestPermits second = acquire();
        assertRefused(Limit.FUNCTION_REQUESTS, () -> second.acquireInvocation(FUNCTION));
        assertRefused(Limit.STREAMS, second::acquireStream);
        assertRefused(Limit.STREAMS, limiter::requireStream);
        assertRefused(Limit.FOLLOWED_LOGS, second::acquireFollowedLog);
        assertRefused(Limit.CALLER_MEMORY, () -> second.adjustBodyMemory(501));
        assertRefused(Limit.MEMORY, () -> second.adjustMemory(1001));
        assertRefused(Limit.MEMORY, () -> second.requireMemory(1001));
        RequestPermits third = acquire();
        assertRefused(Limit.INVOCATIONS, () -> third.acquireInvocation(new FunctionName("g")));
        assertRefused(Limit.REQUESTS, limiter::acquire);
        first.release();
        second.release();
        third.release();
        assertThat(limiter.requests.used()).isZero();
        assertThat(limiter.invocations.used()).isZero();
        assertThat(limiter.memory.used()).isZero();
    }

    @Test
    void ofAnExemptRequestCountNoRequest() {
        RequestPermits exempt = limiter.exempt();
        assertThat(limiter.requests.used()).isZero();
        exempt.adjustMemory(10);
        exempt.release();
        assertThat(limiter.requests.used()).isZero();
        assertThat(limiter.memory.used()).isZero();
    }

    @Test
    void returnWhatANegativeChangeReleases() {
        RequestPermits permits = acquire();
        permits.adjustBodyMemory(400);
        permits.adjustBodyMemory(-400);
        assertThat(limiter.clients.size()).isZero();
        assertThat(limiter.memory.used()).isZero();
    }
}
