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
 * The breakers: one for the calls that manage functions, and one for each function that is invoked, since a function may be down while
 * the gateway is up.
 */
@Component
public class Breakers {

    private static final String MANAGEMENT = "management";
    private static final String INVOCATIONS = "invocations";

    /** Clients can invent names; Caffeine keeps those that are used often. */
    private static final int MAX_FUNCTIONS = 1000;

    private static final Duration EXPIRY = Duration.ofMinutes(5);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(1);

    private final GatewayProperties properties;
    private final LastResponse answers;
    private final GatewayConnection connection;
    private final Breaker management;
    private final Counter refusedCalls;
    private final Counter refusedInvocations;

    /** By function name. A breaker is created at the first failure that counts, so that most invocations find none. */
    private final Cache<String, Breaker> functions = Caffeine.newBuilder()
            .maximumSize(MAX_FUNCTIONS)
            .expireAfterAccess(EXPIRY)
            .executor(Runnable::run)
            .build();

    public Breakers(
            GatewayProperties properties, LastResponse answers, GatewayConnection connection, MeterRegistry meters) {
        this.properties = properties;
        this.answers = answers;
        this.connection = connection;
        this.management = breaker("calls that manage functions");
        this.refusedCalls = refused(meters, MANAGEMENT);
        this.refusedInvocations = refused(meters, INVOCATIONS);
        for (State state : List.of(State.OPEN, State.HALF_OPEN)) {
            gauge(meters, MANAGEMENT, state, each -> each.management.state() == state ? 1 : 0);
            gauge(meters, INVOCATIONS, state, each -> each.functions(state));
        }
    }

    /** Makes a management call, or throws a {@link GatewayException} if the breaker is open. */
    public <T> T call(String method, Supplier<T> call) {
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

    /** Lets an invocation through to its function, or throws a {@link GatewayException} if the breaker is open. */
    public Admission admit(String method, FunctionName function) {
        boolean hurried = isHurried(properties.invokeDeadline());
        Breaker breaker = functions.getIfPresent(function.value());
        if (breaker != null) {
            return admitted(refusedInvocations, () -> breaker.admit(method, hurried));
        }
        return failure -> {
            if (failure != null && BreakerVerdict.of(failure, hurried) == BreakerVerdict.DOWN) {
                functions
                        .get(function.value(), name -> breaker("invocations of '" + name + "'"))
                        .count(failure);
                return;
            }
            Breaker created = functions.getIfPresent(function.value());
            if (created != null && (failure == null || BreakerVerdict.of(failure, hurried) == BreakerVerdict.UP)) {
                created.count(null);
            }
        };
    }

    /** Makes the next management call a trial call, since the gateway has answered a probe. */
    public void allowTrial() {
        management.allowTrial();
    }

    public State management() {
        return management.state();
    }

    /** The number of functions whose breaker is in the state. */
    public long functions(State state) {
        return functions.asMap().values().stream()
                .filter(breaker -> breaker.state() == state)
                .count();
    }

    private Breaker breaker(String calls) {
        return new Breaker(calls, properties.breaker(), () -> {
            if (!answers.anySince(System.nanoTime() - MAX_SILENCE.toNanos())) {
                connection.renew(); // the connection may be dead, and gRPC would not notice for minutes
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

    private static boolean isHurried(Duration limit) {
        CallContext call = CallContext.current();
        return call != null
                && call.deadline() != null
                && call.deadline().timeRemaining(TimeUnit.NANOSECONDS) < limit.toNanos();
    }

    private static Counter refused(MeterRegistry meters, String calls) {
        return Counter.builder("bridge.gateway.breaker.refused")
                .description("calls that a circuit breaker refused")
                .tag("calls", calls)
                .register(meters);
    }

    private void gauge(MeterRegistry meters, String calls, State state, ToDoubleFunction<Breakers> count) {
        Gauge.builder("bridge.gateway.breaker.state", this, count)
                .description("circuit breakers in the state")
                .tag("calls", calls)
                .tag("state", state.name())
                .register(meters);
    }
}
