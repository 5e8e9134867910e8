package io.dcf.bridge.breaker;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.GatewayProperties;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls through to an upstream while it is up. While it is down, one goes through now and again, to see whether it
 * still is, and the others are refused at once.
 */
public final class Breaker {

    /** A call that was let through, to be told how it ended; not told, it is taken for lost after a while. */
    @FunctionalInterface
    public interface Admission {
        /** Once; the failure is null where all went well. */
        void end(@Nullable Throwable failure);
    }

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);
    private static final int LONGEST_PAUSE = 5; // in pauses

    private final String calls;
    private final Runnable opened;
    private final CircuitBreaker circuit;
    private volatile long triesAt = System.nanoTime();
    private volatile int period;

    /**
     * @param calls what the calls are, such as "Calls that manage functions"
     * @param opened run each time that the upstream has turned out to be down
     */
    Breaker(String calls, GatewayProperties.Breaker properties, Runnable opened) {
        this.calls = calls;
        this.opened = opened;
        long pause = properties.pause().toMillis();
        this.circuit = CircuitBreaker.of(
                calls,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(properties.calls())
                        .minimumNumberOfCalls((properties.calls() + 1) / 2)
                        .failureRateThreshold(properties.failureRate())
                        .waitIntervalFunctionInOpenState(attempt -> rest(pause, attempt))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .maxWaitDurationInHalfOpenState(Duration.ofMillis(pause)) // or a lost try would be the last
                        .writableStackTraceEnabled(false)
                        .build());
        if (!properties.enabled()) {
            circuit.transitionToDisabledState();
        }
        circuit.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
    }

    /**
     * Lets the next call through, or throws what tells its caller that it is not.
     *
     * @param method the gateway's method, such as {@code Deploy}
     * @param hurried whether the caller wants to wait less than the settings allow
     */
    Admission admit(String method, boolean hurried) {
        if (!circuit.tryAcquirePermission()) {
            throw refusal(method);
        }
        int admitted = period;
        boolean tries = circuit.getState() == State.HALF_OPEN;
        return failure -> end(failure, hurried, admitted, tries);
    }

    /** Counts a call that was let through before there was this breaker. */
    void count(@Nullable Throwable failure) {
        if (circuit.getState() != State.CLOSED) {
            return; // it says nothing of the time since
        }
        if (failure == null) {
            circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        } else {
            circuit.onError(0, TimeUnit.NANOSECONDS, failure);
        }
    }

    /** Has heard of the upstream by other ways: the next call may try. */
    void heard() {
        if (circuit.getState() == State.OPEN) {
            circuit.transitionToHalfOpenState();
        }
    }

    State state() {
        return circuit.getState();
    }

    /** What came of a call of an earlier period says nothing of this one, but that of a try that took its time. */
    private void end(@Nullable Throwable failure, boolean hurried, int admitted, boolean tries) {
        BreakerVerdict outcome = BreakerVerdict.of(failure, hurried);
        if (admitted == period) {
            if (failure == null || outcome == BreakerVerdict.UP) {
                circuit.onSuccess(0, TimeUnit.NANOSECONDS);
            } else if (outcome == BreakerVerdict.DOWN) {
                circuit.onError(0, TimeUnit.NANOSECONDS, failure);
            } else {
                circuit.releasePermission();
            }
        } else if (tries && outcome == BreakerVerdict.UP && circuit.getState() != State.CLOSED) {
            circuit.transitionToClosedState();
        }
    }

    /** Twice as long each time, up to a bound. */
    private long rest(long pause, int attempt) {
        long rest = pause * Math.min(LONGEST_PAUSE, 1L << Math.min(attempt - 1, LONGEST_PAUSE));
        triesAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rest);
        return rest;
    }

    private synchronized void changed(StateTransition transition) {
        period++;
        if (transition.getToState() == State.OPEN) {
            opened.run();
        }
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            log.warn("{} fail too often; they are refused for now, but for one now and again", calls);
        } else if (transition.getToState() == State.CLOSED) {
            log.info("{} are answered again", calls);
        }
    }

    private GatewayException refusal(String method) {
        Duration left = Duration.ofNanos(Math.max(1, triesAt - System.nanoTime()));
        return new GatewayException(
                method,
                Code.UNAVAILABLE,
                Fault.BREAKER_OPEN,
                calls + " fail too often; this one was not sent on.",
                List.of(),
                left,
                null);
    }
}
