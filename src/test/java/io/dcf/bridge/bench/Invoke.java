package io.dcf.bridge.bench;

import io.dcf.bridge.bench.Contender.Round;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Compares what processes use of the CPU and of memory for each request, taking turns. */
final class Invoke {

    private Invoke() {}

    /** Takes the number of rounds, 0 to warm only, the directory of the JVMs' logs of collections, and the contenders. */
    public static void main(String[] args) throws InterruptedException {
        Path logs = Path.of(args[1]);
        List<Contender> contenders =
                Stream.of(args).skip(2).map(text -> Contender.of(text, logs)).toList();
        try (Loop loop = Loop.start()) {
            for (Contender contender : contenders) {
                contender.warm(loop);
            }
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                for (Contender contender : contenders) {
                    contender.rounds().add(contender.round(loop));
                }
            }
        }
        if (contenders.get(0).rounds().isEmpty()) {
            return;
        }
        System.out.printf(
                "%-34s %9s %22s %10s %26s %20s %16s%n",
                "contender",
                "input",
                "CPU us a request",
                "the first",
                "bytes allocated",
                "requests a second",
                "p50 / p99 ms");
        contenders.forEach(each -> print(each, first(contenders, each)));
    }

    /** Who was asked for as much, and before all others. */
    private static Contender first(List<Contender> contenders, Contender like) {
        return contenders.stream()
                .filter(each -> each.work().size() == like.work().size())
                .findFirst()
                .orElse(like);
    }

    private static void print(Contender contender, Contender first) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %9d %22s %9.2fx %26s %20s %7.1f / %6.1f%n",
                contender.name(),
                contender.work().size(),
                contender.range(Round::cpu, "%.1f [%.1f..%.1f]"),
                contender.ratioTo(first),
                contender.range(Round::allocated, "%.0f [%.0f..%.0f]"),
                contender.range(Round::rate, "%.0f [%.0f..%.0f]"),
                contender.median(round -> round.latencies().millis(0.5)),
                contender.median(round -> round.latencies().millis(0.99)));
    }
}
