package io.dcf.bridge.breaker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.channel.IdleConnection;
import io.dcf.bridge.channel.LastResponse;
import io.dcf.bridge.function.FunctionName;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The cost of breakers for each invocation; run by bench/mapping. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BreakerBenchmark {

    private static final GatewayException DOWN = new GatewayException("Invoke", Code.UNAVAILABLE, "down");

    private final FunctionName well = new FunctionName("well");
    private final FunctionName failedOnce = new FunctionName("failed-once");
    private final FunctionName dead = new FunctionName("dead");
    private final Breakers breakers = new Breakers(
            new Binder(new MapConfigurationPropertySource(Map.of("bridge.gateway.breaker.pause", "1h")))
                    .bindOrCreate("bridge.gateway", GatewayProperties.class),
            new LastResponse(),
            IdleConnection.create(),
            new SimpleMeterRegistry());

    @Setup
    public void fail() {
        breakers.admit("Invoke", failedOnce).end(DOWN);
        for (int i = 0; i < 10; i++) {
            breakers.admit("Invoke", dead).end(DOWN);
        }
    }

    @Benchmark
    public Object functionThatIsWell() {
        return invoke(well);
    }

    @Benchmark
    public Object functionThatFailedOnce() {
        return invoke(failedOnce);
    }

    @Benchmark
    public Object refusal() {
        try {
            return invoke(dead);
        } catch (GatewayException e) {
            return e;
        }
    }

    private Object invoke(FunctionName function) {
        Admission admission = breakers.admit("Invoke", function);
        admission.end(null);
        return admission;
    }
}
