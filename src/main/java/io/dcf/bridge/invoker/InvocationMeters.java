package io.dcf.bridge.invoker;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.history.FunctionHistories;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Meters of invocations: count and duration by function and code, sizes, and the number in progress. */
@Component
class InvocationMeters {

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
    private final FunctionHistories histories;
    private final FunctionLabels labels;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final DistributionSummary inputs;
    private final DistributionSummary outputs;

    InvocationMeters(MeterRegistry meters, GatewayFutureStub stub, FunctionHistories histories) {
        this.meters = meters;
        this.histories = histories;
        this.labels = new FunctionLabels(stub);
        Gauge.builder("bridge.invocations.in.flight", inFlight, AtomicInteger::get)
                .description("invocations that wait for their function")
                .register(meters);
        inputs = sizes("bridge.invocation.input", "size of the inputs of functions");
        outputs = sizes("bridge.invocation.output", "size of the outputs of functions");
    }

    /** Starts the measurement of an invocation. */
    Measurement start(FunctionName function, long inputSize) {
        long start = System.nanoTime();
        inFlight.incrementAndGet();
        inputs.record(inputSize);
        return (outputSize, failure) -> {
            inFlight.decrementAndGet();
            if (outputSize >= 0) {
                outputs.record(outputSize);
            }
            Code code = outputSize >= 0
                    ? Code.OK
                    : failure instanceof GatewayException refused ? refused.code() : Code.CANCELLED;
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            labels.find(function, code, failure, label -> record(function, label, code, time));
        };
    }

    /** An invocation in progress. */
    @FunctionalInterface
    interface Measurement {
        /** @param outputSize in bytes; negative if the invocation failed */
        void end(long outputSize, @Nullable Throwable failure);
    }

    private void record(FunctionName function, String label, Code code, Duration time) {
        if (label.equals(function.value())) {
            histories.add(label, code, time);
        }
        timers.computeIfAbsent(new Labels(label, code.name()), this::timer).record(time);
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
