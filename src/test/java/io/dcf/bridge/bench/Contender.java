package io.dcf.bridge.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Someone who does the work: a process, what it is asked, and what came of it. */
record Contender(
        String name,
        long pid,
        @Nullable Allocations allocations,
        Steady.Work work,
        int connections,
        List<Round> rounds) {

    private static final int CONNECTIONS = 64;
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int MOST_TO_WARM = 60;
    private static final int QUIET_ROUNDS = 3;
    /** Of the CPU that the work takes: as much as compilers may take where all that matters is compiled. */
    private static final double QUIET = 0.05;

    /** Takes name,pid,port,path,size and perhaps connections, and the directory of the JVMs' logs of collections. */
    static Contender of(String text, Path logs) {
        String[] parts = text.split(",");
        long pid = Long.parseLong(parts[1]);
        var work = Steady.Work.of(Integer.parseInt(parts[2]), parts[3], Integer.parseInt(parts[4]));
        int connections = parts.length > 5 ? Integer.parseInt(parts[5]) : CONNECTIONS;
        Path log = logs.resolve("gc-" + pid + ".log");
        Allocations allocations = Files.exists(log) ? new Allocations(pid, log) : null;
        return new Contender(parts[0], pid, allocations, work, connections, new ArrayList<>());
    }

    /** Works until the compilers are quiet. */
    void warm(Loop loop) throws InterruptedException {
        warm(loop, MOST_TO_WARM);
    }

    void warm(Loop loop, int most) throws InterruptedException {
        int quiet = 0;
        for (int i = 0; i < most && quiet < QUIET_ROUNDS; i++) {
            Round round = round(loop);
            double share =
                    (double) round.usage().compilerMicros() / round.usage().cpuMicros();
            System.err.printf(
                    Locale.ROOT,
                    "warming %s, %d bytes: %.1f us, compilers %.1f %%%n",
                    name,
                    work.size(),
                    round.cpu(),
                    100 * share);
            quiet = share < QUIET ? quiet + 1 : 0;
        }
    }

    Round round(Loop loop) throws InterruptedException {
        Usage before = Usage.of(pid, allocations);
        Latencies latencies = Steady.run(loop, work, connections, ROUND);
        if (latencies.failed() > 0) {
            throw new IllegalStateException(name + ": " + latencies);
        }
        return new Round(Usage.of(pid, allocations).since(before), latencies);
    }

    /** The median of the ratios of adjacent rounds, which share the same conditions. */
    double ratioTo(Contender reference) {
        double[] ratios = IntStream.range(0, rounds.size())
                .mapToDouble(i -> rounds.get(i).cpu() / reference.rounds.get(i).cpu())
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    double median(ToDoubleFunction<Round> what) {
        double[] sorted = sorted(what);
        return sorted[sorted.length / 2];
    }

    /** Median, lowest and highest value, in this format. */
    String range(ToDoubleFunction<Round> what, String format) {
        double[] sorted = sorted(what);
        return String.format(Locale.ROOT, format, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private double[] sorted(ToDoubleFunction<Round> what) {
        return rounds.stream().mapToDouble(what).sorted().toArray();
    }

    /** What was used while so many answers came. */
    record Round(Usage usage, Latencies latencies) {

        double cpu() {
            return (double) usage.cpuMicros() / latencies.answered();
        }

        double allocated() {
            return (double) usage.allocated() / latencies.answered();
        }

        double rate() {
            return latencies.answered() / (double) ROUND.toSeconds();
        }
    }
}
