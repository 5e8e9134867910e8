package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads ring buffers repeatedly while random lines are written to them. */
class LogPositionTests {

    private static final int INSTANCES = 3;
    private static final int READINGS = 300;

    /** The latest lines of an instance. */
    private static final class Ring {

        private final int instance;
        private final int capacity;
        private final Deque<LogLine> lines = new ArrayDeque<>();

        Ring(int instance, int capacity) {
            this.instance = instance;
            this.capacity = capacity;
        }

        LogLine write(String text) {
            LogLine line = new LogLine(instance, text);
            lines.addLast(line);
            if (lines.size() > capacity) {
                lines.removeFirst();
            }
            return line;
        }
    }

    private final Random random = new Random(20260101);
    private final List<Ring> rings = IntStream.rangeClosed(1, INSTANCES)
            .mapToObj(instance -> new Ring(instance, 1 + random.nextInt(12)))
            .toList();

    @Test
    void findsExactlyWhatWasWrittenWhereNoTwoLinesAreAlike() {
        FunctionLog earlier = read();
        for (int reading = 0; reading < READINGS; reading++) {
            String unlike = reading + ".";
            List<LogLine> written = write(ring -> ring.capacity, i -> unlike + i);
            assertThat(read().after(earlier).lines()).isEqualTo(written);
            earlier = read();
        }
    }

    @Test
    void findsTheWholeRingNewWhereMoreWasWrittenThanItHolds() {
        FunctionLog earlier = read();
        for (int reading = 0; reading < READINGS; reading++) {
            for (Ring ring : rings) {
                int count = ring.capacity + random.nextInt(3);
                for (int i = 0; i < count; i++) {
                    ring.write(reading + "." + i);
                }
            }
            assertThat(read().after(earlier)).isEqualTo(read());
            earlier = read();
        }
    }

    @Test
    void findsNoMoreAndNoLessThanFollowsTheLongestOverlap() {
        FunctionLog earlier = read();
        boolean overlapped = false;
        for (int reading = 0; reading < READINGS; reading++) {
            if (random.nextInt(5) == 0) {
                rings.get(random.nextInt(INSTANCES)).lines.clear();
            }
            write(ring -> ring.capacity + 2, i -> random.nextBoolean() ? "a" : "b");
            FunctionLog later = read();
            List<LogLine> fresh = later.after(earlier).lines();
            assertThat(fresh).isEqualTo(naivelyAfter(earlier, later));
            overlapped |= !fresh.isEmpty() && fresh.size() < later.lines().size();
            earlier = later;
        }
        assertThat(overlapped).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void takesLinearTime(String last) {
        List<LogLine> alike = new ArrayList<>(Collections.nCopies(500_000, new LogLine(1, "a")));
        FunctionLog log = new FunctionLog(alike);
        alike.add(new LogLine(1, last));
        FunctionLog longer = new FunctionLog(alike);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(longer.after(log).lines()).containsExactly(new LogLine(1, last));
            log.after(longer);
        });
    }

    /** Writes to each ring fewer lines than so many; returns them in the order of a log. */
    private List<LogLine> write(java.util.function.ToIntFunction<Ring> bound, IntFunction<String> text) {
        List<LogLine> written = new ArrayList<>();
        for (Ring ring : rings) {
            int count = random.nextInt(bound.applyAsInt(ring));
            for (int i = 0; i < count; i++) {
                written.add(ring.write(text.apply(i)));
            }
        }
        return written;
    }

    private FunctionLog read() {
        return new FunctionLog(
                rings.stream().flatMap(ring -> ring.lines.stream()).toList());
    }

    private static List<LogLine> naivelyAfter(FunctionLog earlier, FunctionLog later) {
        return IntStream.rangeClosed(1, INSTANCES)
                .mapToObj(instance -> naivelyAfter(of(instance, earlier), of(instance, later)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<LogLine> of(int instance, FunctionLog log) {
        return log.lines().stream().filter(line -> line.instance() == instance).toList();
    }

    private static List<LogLine> naivelyAfter(List<LogLine> earlier, List<LogLine> later) {
        int overlap = Stream.iterate(Math.min(earlier.size(), later.size()), i -> i - 1)
                .filter(i -> earlier.subList(earlier.size() - i, earlier.size()).equals(later.subList(0, i)))
                .findFirst()
                .orElseThrow();
        return later.subList(overlap, later.size());
    }
}
