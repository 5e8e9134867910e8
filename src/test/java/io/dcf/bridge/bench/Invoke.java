package io.dcf.bridge.bench;

import io.dcf.bridge.bench.Contender.Round;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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

    /** The middle of the ratios of what both took when they were next to each other, in the same weather. */
    private static double against(Contender first, Contender contender) {
        double[] ratios = IntStream.range(0, contender.rounds().size())
                .mapToDouble(i ->
                        contender.rounds().get(i).cpu() / first.rounds().get(i).cpu())
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    private static void print(Contender contender, Contender first) {
        List<Round> rounds = contender.rounds();
        System.out.printf(
                Locale.ROOT,
                "%-34s %9d %22s %9.2fx %26s %20s %7.1f / %6.1f%n",
                contender.name(),
                contender.work().size(),
                median(rounds, Round::cpu, "%.1f [%.1f..%.1f]"),
                against(first, contender),
                median(rounds, Round::allocated, "%.0f [%.0f..%.0f]"),
                median(rounds, Round::rate, "%.0f [%.0f..%.0f]"),
                middle(rounds, round -> round.latencies().millis(0.5)),
                middle(rounds, round -> round.latencies().millis(0.99)));
    }

    private static String median(List<Round> rounds, ToDoubleFunction<Round> what, String format) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return String.format(Locale.ROOT, format, middle(rounds, what), sorted[0], sorted[sorted.length - 1]);
    }

    private static double middle(List<Round> rounds, ToDoubleFunction<Round> what) {
        double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
