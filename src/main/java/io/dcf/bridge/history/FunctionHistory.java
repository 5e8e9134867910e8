package io.dcf.bridge.history;

import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** The history of one function: a sample for each interval of the last hour. It takes about 100 KB at most. */
final class FunctionHistory {

    static final int MAX_SAMPLES = 360;

    /** Those of a minute, for {@link Activity}. */
    private static final int MAX_RECENT = 6;

    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double THOUSAND = 1000;

    // Many threads count here; everything else is guarded by this object.
    private final AtomicLongArray codes = new AtomicLongArray(Code.values().length);
    private final Recorder times = new Recorder(EndedInvocations.DIGITS);
    private volatile long lastEnd = System.currentTimeMillis();

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Deque<EndedInvocations> recent = new ArrayDeque<>(List.of(new EndedInvocations()));
    private @Nullable Histogram drained;
    private long startNanos = System.nanoTime();

    void add(Code code, Duration time) {
        codes.incrementAndGet(code.value());
        times.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(time.toNanos())));
        lastEnd = System.currentTimeMillis();
    }

    /** Ends the interval, and begins the next one. */
    synchronized void sample(Instant at, int inFlight, @Nullable Long replicas) {
        drain();
        samples.addLast(recent.getLast().sample(at, inFlight, replicas));
        if (samples.size() > MAX_SAMPLES) {
            samples.removeFirst();
        }
        recent.addLast(new EndedInvocations());
        if (recent.size() > MAX_RECENT) {
            recent.removeFirst();
        }
        startNanos = System.nanoTime();
    }

    /** Moves what the threads have counted to the interval in progress. */
    private void drain() {
        EndedInvocations current = recent.getLast();
        for (int code = 0; code < codes.length(); code++) {
            current.add(code, codes.getAndSet(code, 0));
        }
        drained = times.getIntervalHistogram(drained);
        current.add(drained);
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized Activity activity(Duration interval) {
        drain();
        EndedInvocations minute = new EndedInvocations();
        recent.forEach(minute::add);
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        long ended = recent.getLast().count();
        if (recent.size() > 1) {
            seconds += interval.toSeconds();
            ended += lastWhole().count();
        }
        double rate = ended / Math.max(seconds, (double) interval.toSeconds());
        return new Activity(
                rounded(rate), rounded(minute.errorRate()), minute.p95Millis(), Instant.ofEpochMilli(lastEnd));
    }

    private static double rounded(double number) {
        return Math.round(number * THOUSAND) / THOUSAND;
    }

    private EndedInvocations lastWhole() {
        var latest = recent.descendingIterator();
        latest.next();
        return latest.next();
    }

    /** Whether all samples are of intervals without an invocation. */
    boolean isOver(Duration interval) {
        return System.currentTimeMillis() - lastEnd > interval.toMillis() * MAX_SAMPLES;
    }
}
