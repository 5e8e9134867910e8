package io.dcf.bridge.gateway;

import io.dcf.bridge.function.FunctionName;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures invocations: how many, by function and code, how long, how large, and how many at this moment. */
@Component
class InvocationMeters {

    /** Each function's name is a label; beyond so many, and where nobody knows the name, they share one. */
    private static final int MOST_FUNCTIONS = 100;

    private static final Duration[] TIMES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };
    private static final double[] SIZES = {1 << 10, 1 << 14, 1 << 17, 1 << 20, 1 << 22};

    /** A timer's labels. */
    private record Labels(String function, String code) {}

    private final MeterRegistry meters;
    private final Set<String> functions = ConcurrentHashMap.newKeySet();
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final DistributionSummary inputs;
    private final DistributionSummary outputs;

    InvocationMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("bridge.invocations.in.flight", inFlight, AtomicInteger::get)
                .description("invocations that wait for their function")
                .register(meters);
        inputs = sizes("bridge.invocation.input", "size of what functions are given");
        outputs = sizes("bridge.invocation.output", "size of what functions answer");
    }

    /** Notes that an invocation starts; what is returned is to be told how it ended. */
    Measurement start(FunctionName function, int inputSize) {
        long start = System.nanoTime();
        inFlight.incrementAndGet();
        inputs.record(inputSize);
        return (output, failure) -> {
            inFlight.decrementAndGet();
            if (output != null) {
                outputs.record(output.length);
            }
            Code code = output != null
                    ? Code.OK
                    : failure instanceof GatewayException refused ? refused.code() : Code.CANCELLED;
            timers.computeIfAbsent(new Labels(label(function, code), code.name()), this::timer)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        };
    }

    /** An invocation under way. */
    @FunctionalInterface
    interface Measurement {
        void end(byte @Nullable [] output, @Nullable Throwable failure);
    }

    private String label(FunctionName function, Code code) {
        if (functions.contains(function.value())) {
            return function.value();
        }
        // Anyone can make up names; they are not to take the places of functions that there are.
        boolean known = code == Code.OK && functions.size() < MOST_FUNCTIONS && functions.add(function.value());
        return known ? function.value() : "other";
    }

    private Timer timer(Labels labels) {
        return Timer.builder("bridge.invocations")
                .description("invocations, by function and gRPC code")
                .tags("function", labels.function(), "code", labels.code())
                .serviceLevelObjectives(TIMES)
                .register(meters);
    }

    private DistributionSummary sizes(String name, String description) {
        return DistributionSummary.builder(name)
                .description(description)
                .baseUnit("bytes")
                .serviceLevelObjectives(SIZES)
                .register(meters);
    }
}
