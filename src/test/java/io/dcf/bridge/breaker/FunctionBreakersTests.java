package io.dcf.bridge.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.function.FunctionName;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionBreakersTests {

    private static final FunctionName NAME = new FunctionName("f");
    private static final GatewayException DOWN = new GatewayException("Invoke", Code.UNAVAILABLE, "down");
    private static final GatewayException WRONG = new GatewayException("Invoke", Code.NOT_FOUND, "no function");

    private final List<String> created = new ArrayList<>();
    private final FunctionBreakers breakers = new FunctionBreakers(this::breaker);

    private Breaker breaker(String name) {
        created.add(name);
        return new Breaker(name, new GatewayProperties.Breaker(true, 2, 50, Duration.ofHours(1)), () -> {});
    }

    @Test
    void createsABreakerAtTheFirstFailureThatCounts() {
        breakers.admit("Invoke", NAME, false).end(null);
        breakers.admit("Invoke", NAME, false).end(WRONG);
        assertThat(created).isEmpty();
        breakers.admit("Invoke", NAME, false).end(DOWN);
        assertThat(created).containsExactly("f");
        assertThat(breakers.count(State.OPEN)).isEqualTo(1);
        assertThatThrownBy(() -> breakers.admit("Invoke", NAME, false)).isInstanceOf(GatewayException.class);
    }

    @Test
    void countsFailuresOfEachFunctionAlone() {
        breakers.admit("Invoke", NAME, false).end(DOWN);
        breakers.admit("Invoke", new FunctionName("g"), false).end(null);
        assertThat(breakers.count(State.OPEN)).isEqualTo(1);
    }
}
