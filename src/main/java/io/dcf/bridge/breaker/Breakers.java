package io.dcf.bridge.breaker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.GatewayConnection;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.bridge.function.FunctionName;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * One breaker for the calls that manage functions, and one for each function that is invoked: a function may be down while
 * the gateway is not.
 */
@Component
public class Breakers {

    private static final String MANAGEMENT = "management";
    private static final String INVOCATIONS = "invocations";

    /** Anyone can make up names; those that are asked for often stay, whatever else is. */
    private static final int MOST_FUNCTIONS = 1000;

    private static final Duration FORGOTTEN = Duration.ofMinutes(5);
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final GatewayProperties properties;
    private final LastResponse answers;
    private final GatewayConnection connection;
    private final Breaker management;
    private final Counter refusedCalls;
    private final Counter refusedInvocations;

    /** A function has one once it has failed, so that most invocations find none. */
    private final Cache<String, Breaker> functions = Caffeine.newBuilder()
            .maximumSize(MOST_FUNCTIONS)
            .expireAfterAccess(FORGOTTEN)
            .executor(Runnable::run)
            .build();

    public Breakers(
            GatewayProperties properties, LastResponse answers, GatewayConnection connection, MeterRegistry meters) {
        this.properties = properties;
        this.answers = answers;
        this.connection = connection;
        this.management = breaker("Calls that manage functions");
        this.refusedCalls = refused(meters, MANAGEMENT);
        this.refusedInvocations = refused(meters, INVOCATIONS);
        for (State state : List.of(State.OPEN, State.HALF_OPEN)) {
            gauge(meters, MANAGEMENT, state, each -> each.management.state() == state ? 1 : 0);
            gauge(meters, INVOCATIONS, state, each -> each.functions(state));
        }
    }

    /** Has the gateway asked, or throws what tells the caller that it is not for now. */
    public <T> T asking(String method, Supplier<T> call) {
        Admission admission = admitted(refusedCalls, () -> management.admit(method, isHurried(properties.deadline())));
        try {
            T answer = call.get();
            admission.end(null);
            return answer;
        } catch (RuntimeException | Error e) {
            admission.end(e);
            throw e;
        }
    }

    /** Lets an invocation through to its function, or throws what tells the caller that it is not. */
    public Admission invoking(String method, FunctionName function) {
        boolean hurried = isHurried(properties.invokeDeadline());
        Breaker breaker = functions.getIfPresent(function.value());
        if (breaker != null) {
            return admitted(refusedInvocations, () -> breaker.admit(method, hurried));
        }
        return failure -> {
            if (failure != null && BreakerVerdict.of(failure, hurried) == BreakerVerdict.DOWN) {
                functions
                        .get(function.value(), name -> breaker("Invocations of '" + name + "'"))
                        .count(failure);
                return;
            }
            Breaker since = functions.getIfPresent(function.value());
            if (since != null && (failure == null || BreakerVerdict.of(failure, hurried) == BreakerVerdict.UP)) {
                since.count(null);
            }
        };
    }

    /** The gateway was asked how it is, and answered. */
    public void heard() {
        management.heard();
    }

    public State management() {
        return management.state();
    }

    /** How many functions' breakers are in the state. */
    public long functions(State state) {
        return functions.asMap().values().stream()
                .filter(breaker -> breaker.state() == state)
                .count();
    }

    private Breaker breaker(String calls) {
        return new Breaker(calls, properties.breaker(), () -> {
            if (!answers.anySince(System.nanoTime() - SILENCE.toNanos())) {
                connection.renew(); // it may be the connection that is dead, and nothing else would tell for minutes
            }
        });
    }

    private static Admission admitted(Counter refused, Supplier<Admission> admission) {
        try {
            return admission.get();
        } catch (GatewayException e) {
            refused.increment();
            throw e;
        }
    }

    private static boolean isHurried(Duration most) {
        CallContext call = CallContext.current();
        return call != null
                && call.deadline() != null
                && call.deadline().timeRemaining(TimeUnit.NANOSECONDS) < most.toNanos();
    }

    private static Counter refused(MeterRegistry meters, String calls) {
        return Counter.builder("bridge.gateway.breaker.refused")
                .description("calls that an open breaker kept from the gateway")
                .tag("calls", calls)
                .register(meters);
    }

    private void gauge(MeterRegistry meters, String calls, State state, ToDoubleFunction<Breakers> count) {
        Gauge.builder("bridge.gateway.breaker.state", this, count)
                .description("how many circuit breakers are in the state")
                .tag("calls", calls)
                .tag("state", state.name())
                .register(meters);
    }
}
