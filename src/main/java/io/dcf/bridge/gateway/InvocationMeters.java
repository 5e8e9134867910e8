package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.management.GatewayMessages;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Context;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Meters of invocations: count and duration by function and code, sizes, and the number in progress. */
@Component
class InvocationMeters {

    /** The number of function names that become labels. Further names, and names that the gateway does not know, share one label. */
    private static final int MAX_FUNCTIONS = 100;

    private static final String OTHER = "other";

    /** The number of concurrent checks whether the function of a failed invocation exists. */
    private static final int MAX_CHECKS = 100;

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

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
    private final GatewayFutureStub stub;
    private final Set<String> functions = ConcurrentHashMap.newKeySet();
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();
    private final Semaphore checks = new Semaphore(MAX_CHECKS);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final DistributionSummary inputs;
    private final DistributionSummary outputs;

    InvocationMeters(MeterRegistry meters, GatewayFutureStub stub) {
        this.meters = meters;
        this.stub = stub;
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
            record(function, code, failure, Duration.ofNanos(System.nanoTime() - start));
        };
    }

    /** An invocation in progress. */
    @FunctionalInterface
    interface Measurement {
        /** @param outputSize in bytes; negative if the invocation failed */
        void end(long outputSize, @Nullable Throwable failure);
    }

    /** Invented names must not use up the labels of existing functions. */
    private void record(FunctionName function, Code code, @Nullable Throwable failure, Duration time) {
        String name = function.value();
        if (functions.contains(name)) {
            record(name, code, time);
        } else if (functions.size() >= MAX_FUNCTIONS || code == Code.NOT_FOUND || isOf(failure, Fault.BREAKER_OPEN)) {
            record(OTHER, code, time);
        } else if (code == Code.OK || isOf(failure, Fault.FUNCTION)) {
            record(label(name), code, time);
        } else if (checks.tryAcquire()) {
            checkExistence(function, exists -> {
                checks.release();
                record(exists ? label(name) : OTHER, code, time);
            });
        } else {
            record(OTHER, code, time);
        }
    }

    private void record(String label, Code code, Duration time) {
        timers.computeIfAbsent(new Labels(label, code.name()), this::timer).record(time);
    }

    private synchronized String label(String name) {
        boolean own = functions.contains(name) || functions.size() < MAX_FUNCTIONS && functions.add(name);
        return own ? name : OTHER;
    }

    private static boolean isOf(@Nullable Throwable failure, Fault fault) {
        return failure instanceof GatewayException refused && refused.fault() == fault;
    }

    /** Calls the gateway without the invocation's context, since its deadline may have passed. */
    private void checkExistence(FunctionName function, Consumer<Boolean> result) {
        Context.ROOT.run(() -> Futures.addCallback(
                stub.withDeadlineAfter(CHECK_TIMEOUT).getMeta(GatewayMessages.named(function)),
                new FutureCallback<Object>() {
                    @Override
                    public void onSuccess(Object found) {
                        result.accept(true);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        result.accept(false);
                    }
                },
                MoreExecutors.directExecutor()));
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
