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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before an upstream: lets calls through while it is up. While it is down, refuses them at once, except for a trial
 * call after each pause.
 */
public final class Breaker {

    /** A call that was let through. Its end must be reported; otherwise it counts as lost after the pause. */
    @FunctionalInterface
    public interface Admission {
        /** Reports the end of the call, once; the failure is null if the call succeeded. */
        void end(@Nullable Throwable failure);
    }

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    private final String calls;
    private final Runnable opened;
    private final TrialPauses pauses;
    private final CircuitBreaker circuit;
    private volatile int stateChanges;
    private volatile @Nullable Instant openedAt;

    /**
     * @param calls names the calls in logs and problems, such as "Calls that manage functions"
     * @param opened is run each time the breaker opens
     */
    Breaker(String calls, GatewayProperties.Breaker properties, Runnable opened) {
        this.calls = calls;
        this.opened = opened;
        this.pauses = new TrialPauses(properties.pause());
        this.circuit = CircuitBreaker.of(calls, config(properties));
        if (!properties.enabled()) {
            circuit.transitionToDisabledState();
        }
        circuit.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
    }

    private CircuitBreakerConfig config(GatewayProperties.Breaker properties) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(properties.calls())
                .minimumNumberOfCalls((properties.calls() + 1) / 2)
                .failureRateThreshold(properties.failureRate())
                .waitIntervalFunctionInOpenState(pauses)
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(properties.pause()) // or a lost trial call would be the last
                .writableStackTraceEnabled(false)
                .build();
    }

    /**
     * Lets the next call through, or throws the {@link GatewayException} of the refusal.
     *
     * @param method the gateway's method, such as {@code Deploy}
     * @param hurried whether the client allows less time than the settings do
     */
    Admission admit(String method, boolean hurried) {
        if (!circuit.tryAcquirePermission()) {
            throw refusal(method);
        }
        int admitted = stateChanges;
        boolean trial = circuit.getState() == State.HALF_OPEN;
        return failure -> end(failure, hurried, admitted, trial);
    }

    /** Counts a call that was let through before this breaker existed. */
    void count(@Nullable Throwable failure) {
        if (circuit.getState() != State.CLOSED) {
            return; // it is from before the breaker opened
        }
        if (failure == null) {
            circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        } else {
            circuit.onError(0, TimeUnit.NANOSECONDS, failure);
        }
    }

    /** Makes the next call a trial call, since the upstream has answered something else. */
    void allowTrial() {
        if (circuit.getState() == State.OPEN) {
            circuit.transitionToHalfOpenState();
        }
    }

    State state() {
        return circuit.getState();
    }

    /** @param function the function whose invocations it lets through; null if it lets others through */
    BreakerStatus status(@Nullable String function) {
        float percent = circuit.getMetrics().getFailureRate();
        State state = circuit.getState();
        return new BreakerStatus(
                function,
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                percent < 0 ? null : percent / 100.0,
                state == State.OPEN || state == State.HALF_OPEN ? openedAt : null);
    }

    /** Ignores calls from before the last change of state, except for a slow trial call. */
    private void end(@Nullable Throwable failure, boolean hurried, int admitted, boolean trial) {
        BreakerVerdict verdict = BreakerVerdict.of(failure, hurried);
        if (admitted == stateChanges) {
            if (failure == null || verdict == BreakerVerdict.UP) {
                circuit.onSuccess(0, TimeUnit.NANOSECONDS);
            } else if (verdict == BreakerVerdict.DOWN) {
                circuit.onError(0, TimeUnit.NANOSECONDS, failure);
            } else {
                circuit.releasePermission();
            }
        } else if (trial && verdict == BreakerVerdict.UP && circuit.getState() != State.CLOSED) {
            circuit.transitionToClosedState();
        }
    }

    private synchronized void changed(StateTransition transition) {
        stateChanges++;
        if (transition.getToState() == State.OPEN) {
            openedAt = Instant.now();
            opened.run();
        }
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            log.warn("Circuit breaker opened for {}", calls);
        } else if (transition.getToState() == State.CLOSED) {
            log.info("Circuit breaker closed for {}", calls);
        }
    }

    private GatewayException refusal(String method) {
        return new GatewayException(
                method,
                Code.UNAVAILABLE,
                Fault.BREAKER_OPEN,
                "The circuit breaker is open for " + calls + "; this call was not sent.",
                List.of(),
                pauses.left(),
                null);
    }
}
