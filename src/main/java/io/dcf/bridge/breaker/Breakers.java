package io.dcf.bridge.breaker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.GatewayConnection;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.bridge.function.FunctionName;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * The breakers: one for the calls that manage functions, and one for each function that is invoked, since a function may be down while
 * the gateway is up.
 */
@Component
public class Breakers {

    private static final Duration MAX_SILENCE = Duration.ofSeconds(1);

    private final GatewayProperties properties;
    private final LastResponse answers;
    private final GatewayConnection connection;
    private final Breaker management;
    private final FunctionBreakers functions;
    private final BreakerMeters managementMeters;
    private final BreakerMeters invocationMeters;

    public Breakers(
            GatewayProperties properties, LastResponse answers, GatewayConnection connection, MeterRegistry meters) {
        this.properties = properties;
        this.answers = answers;
        this.connection = connection;
        this.management = breaker("calls that manage functions");
        this.functions = new FunctionBreakers(name -> breaker("invocations of '" + name + "'"));
        this.managementMeters = new BreakerMeters(meters, "management", state -> management.state() == state ? 1 : 0);
        this.invocationMeters = new BreakerMeters(meters, "invocations", functions::count);
    }

    /** Makes a management call, or throws a {@link GatewayException} if the breaker is open. */
    public <T> T call(String method, Supplier<T> call) {
        Admission admission =
                managementMeters.admitted(() -> management.admit(method, isHurried(properties.deadline())));
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
        return invocationMeters.admitted(() -> functions.admit(method, function, hurried));
    }

    /** Makes the next management call a trial call, since the gateway has answered a probe. */
    public void allowTrial() {
        management.allowTrial();
    }

    public State management() {
        return management.state();
    }

    /** The breaker of management calls, and those of functions that are not closed, by name. */
    public List<BreakerStatus> statuses() {
        List<BreakerStatus> statuses = new ArrayList<>();
        statuses.add(management.status(null));
        statuses.addAll(functions.notClosed());
        return statuses;
    }

    /** The number of functions whose breaker is in the state. */
    public long functions(State state) {
        return functions.count(state);
    }

    private Breaker breaker(String calls) {
        return new Breaker(calls, properties.breaker(), () -> {
            if (!answers.anySince(System.nanoTime() - MAX_SILENCE.toNanos())) {
                connection.renew(); // the connection may be dead, and gRPC would not notice for minutes
            }
        });
    }

    private static boolean isHurried(Duration limit) {
        CallContext call = CallContext.current();
        return call != null
                && call.deadline() != null
                && call.deadline().timeRemaining(TimeUnit.NANOSECONDS) < limit.toNanos();
    }
}
