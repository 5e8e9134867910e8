package io.dcf.bridge.bench;

import io.dcf.bridge.bench.Contender.Round;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Compares what processes use of the CPU for each request, taking turns; prints a Markdown table. */
final class Compare {

    private Compare() {}

    /** Takes rounds, at most so many to warm, the directory of the JVMs' logs, the name to compare with, and contenders. */
    public static void main(String[] args) throws InterruptedException {
        Path logs = Path.of(args[2]);
        List<Contender> contenders =
                Stream.of(args).skip(4).map(text -> Contender.of(text, logs)).toList();
        try (Loop loop = Loop.start()) {
            for (Contender contender : contenders) {
                contender.warm(loop, Integer.parseInt(args[1]));
            }
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                for (Contender contender : contenders) {
                    contender.rounds().add(contender.round(loop));
                }
            }
        }
        Contender reference = contenders.stream()
                .filter(each -> each.name().equals(args[3]))
                .findFirst()
                .orElse(contenders.get(0));
        System.out.println("| contender | CPU us a request | ratio to " + reference.name()
                + " | requests a second | p50 / p99 ms |\n|---|---|---|---|---|");
        contenders.forEach(each -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f | %.0f | %.1f / %.1f |%n",
                each.name(),
                each.range(Round::cpu, "%,.0f [%,.0f..%,.0f]"),
                each.ratioTo(reference),
                each.median(Round::rate),
                each.median(round -> round.latencies().millis(0.5)),
                each.median(round -> round.latencies().millis(0.99))));
    }
}
