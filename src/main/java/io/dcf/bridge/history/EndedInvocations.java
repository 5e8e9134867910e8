package io.dcf.bridge.history;

import io.grpc.Status.Code;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Invocations that ended within some time: how many by code, and how long they took. Not safe for several threads. */
final class EndedInvocations {

    /** Percentiles are exact to 6 percent. */
    static final int DIGITS = 1;

    private static final int P50 = 50;
    private static final int P95 = 95;
    private static final int P99 = 99;
    private static final double MICROS_PER_MILLI = 1000;

    private final long[] codes = new long[Code.values().length];
    private final Histogram micros = new Histogram(DIGITS);

    void add(int code, long count) {
        codes[code] += count;
    }

    void add(Histogram times) {
        micros.add(times);
    }

    void add(EndedInvocations others) {
        for (int code = 0; code < codes.length; code++) {
            add(code, others.codes[code]);
        }
        add(others.micros);
    }

    long count() {
        return LongStream.of(codes).sum();
    }

    double errorRate() {
        long counted = count() - codes[Code.CANCELLED.value()];
        return counted == 0 ? 0 : (counted - codes[Code.OK.value()]) / (double) counted;
    }

    @Nullable
    Double p95Millis() {
        return millis(P95);
    }

    Sample sample(Instant at, int inFlight, @Nullable Long replicas) {
        Map<String, Long> failed = new TreeMap<>();
        for (Code code : Code.values()) {
            if (code != Code.OK && codes[code.value()] > 0) {
                failed.put(code.name(), codes[code.value()]);
            }
        }
        return new Sample(
                at, codes[Code.OK.value()], failed, millis(P50), millis(P95), millis(P99), inFlight, replicas);
    }

    private @Nullable Double millis(double percentile) {
        return micros.getTotalCount() == 0
                ? null
                : micros.medianEquivalentValue(micros.getValueAtPercentile(percentile)) / MICROS_PER_MILLI;
    }
}
