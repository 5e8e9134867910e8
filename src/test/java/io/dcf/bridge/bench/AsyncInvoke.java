package io.dcf.bridge.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares how many asynchronous invocations bridges accept, how many they run, and what they use of the CPU for each, taking turns: in a
 * round, a bridge gets invocations for a time and then none until all have run.
 */
final class AsyncInvoke {

    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int WARM_ROUNDS = 3;
    private static final long POLL_MILLIS = 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private AsyncInvoke() {}

    /**
     * One round.
     *
     * @param accepted invocations a second while they are submitted
     * @param run invocations a second until the last one has run
     * @param cpu of the bridge for each invocation, accepted and run, in microseconds
     */
    record Round(double accepted, double run, double cpu) {}

    /** Takes the number of rounds, and bridges as {@link Contender#of} does. */
    public static void main(String[] args) throws Exception {
        List<Contender> bridges = Stream.of(args)
                .skip(1)
                .map(text -> Contender.of(text, Path.of("")))
                .toList();
        try (Loop loop = Loop.start()) {
            for (Contender bridge : bridges) {
                for (int i = 0; i < WARM_ROUNDS; i++) {
                    round(loop, bridge, ROUND);
                }
            }
            Round[][] rounds = new Round[bridges.size()][Integer.parseInt(args[0])];
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                for (int bridge = 0; bridge < bridges.size(); bridge++) {
                    rounds[bridge][i] = round(loop, bridges.get(bridge), ROUND);
                }
            }
            System.out.printf("%-12s %24s %24s %26s%n", "database", "accepted a second", "run a second", "CPU us each");
            for (int bridge = 0; bridge < bridges.size(); bridge++) {
                print(bridges.get(bridge).name(), rounds[bridge]);
            }
        }
    }

    /** Submits for that long, and waits until nothing is queued or runs. */
    static Round round(Loop loop, Contender bridge, Duration time) throws InterruptedException, IOException {
        Usage before = Usage.of(bridge.pid(), null);
        long start = System.nanoTime();
        Latencies latencies = Steady.run(loop, bridge.work(), bridge.connections(), time);
        double submitting = (System.nanoTime() - start) / NANOS_PER_SECOND;
        if (latencies.failed() > 0) {
            throw new IllegalStateException(bridge.name() + ": " + latencies);
        }
        awaitEmpty(bridge.work().port());
        double all = (System.nanoTime() - start) / NANOS_PER_SECOND;
        long cpu = Usage.of(bridge.pid(), null).since(before).cpuMicros();
        int count = latencies.answered();
        return new Round(count / submitting, count / all, (double) cpu / count);
    }

    private static void awaitEmpty(int port) throws InterruptedException, IOException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (has(port, "queued") || has(port, "running")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the invocations have not run within " + TIMEOUT.toMinutes() + " min");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean has(int port, String state) throws InterruptedException, IOException {
        String path = "/api/v1/invocations?limit=1&state=" + state;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        String page = CLIENT.send(request, BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(page).path("invocations").size() > 0;
    }

    private static void print(String name, Round[] rounds) {
        System.out.printf(
                "%-12s %24s %24s %26s%n",
                name,
                range(Arrays.stream(rounds).mapToDouble(Round::accepted).toArray()),
                range(Arrays.stream(rounds).mapToDouble(Round::run).toArray()),
                range(Arrays.stream(rounds).mapToDouble(Round::cpu).toArray()));
    }

    /** Median, lowest and highest value. */
    private static String range(double[] values) {
        Arrays.sort(values);
        return String.format(
                Locale.ROOT, "%.0f [%.0f..%.0f]", values[values.length / 2], values[0], values[values.length - 1]);
    }
}
