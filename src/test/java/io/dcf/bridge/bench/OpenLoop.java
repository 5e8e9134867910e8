package io.dcf.bridge.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Load at a constant rate, whether answers come or not. A latency begins when its question is due, so that one that has to
 * wait for a connection counts as slow.
 */
final class OpenLoop {

    private static final int SIZE = 100;
    private static final int CONNECTIONS = 256;
    private static final long TIMEOUT_SECONDS = 30;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Loop loop;
    private final LongFunction<Question> questions;
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Deque<Long> due = new ArrayDeque<>();
    private final Latencies latencies = new Latencies();
    private final int total;
    private final double interval;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int asked;
    private int pending;

    private OpenLoop(Loop loop, LongFunction<Question> questions, List<Connection> connections, int rate, int seconds) {
        this.loop = loop;
        this.questions = questions;
        free.addAll(connections);
        total = rate * seconds;
        interval = NANOS_PER_SECOND / rate;
    }

    /** Takes questions a second, seconds, rounds, and contenders as name,port,path; prints a Markdown table. */
    public static void main(String[] args) throws InterruptedException {
        int rate = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Map<String, List<Latencies>> results = new LinkedHashMap<>();
        try (Loop loop = Loop.start()) {
            for (int i = 0; i < rounds; i++) {
                for (String contender : List.of(args).subList(3, args.length)) {
                    String[] parts = contender.split(",");
                    results.computeIfAbsent(parts[0], name -> new ArrayList<>())
                            .add(run(loop, Integer.parseInt(parts[1]), parts[2], rate, seconds));
                }
            }
        }
        System.out.println("| contender | p50 ms | p99 ms | max ms | lost |\n|---|---|---|---|---|");
        results.forEach((name, all) -> print(name, all, rate * seconds * rounds));
    }

    private static void print(String name, List<Latencies> rounds, int asked) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %d |%n",
                name,
                median(rounds, 0.5),
                median(rounds, 0.99),
                median(rounds, 1),
                asked - rounds.stream().mapToInt(Latencies::answered).sum());
    }

    private static double median(List<Latencies> rounds, double share) {
        double[] sorted =
                rounds.stream().mapToDouble(each -> each.millis(share)).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    static Latencies run(Loop loop, int port, String path, int rate, int seconds) throws InterruptedException {
        LongFunction<Question> questions = Questions.of(port, path, SIZE);
        List<Connection> open = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new Connection(loop, port))
                .toList();
        open.forEach(Connection::await);
        OpenLoop load = new OpenLoop(loop, questions, open, rate, seconds);
        long start = System.nanoTime();
        loop.group().execute(() -> load.tick(start));
        boolean all = load.ended.await(seconds + TIMEOUT_SECONDS, TimeUnit.SECONDS);
        loop.group()
                .submit(() -> open.forEach(all ? Connection::close : Connection::giveUp))
                .syncUninterruptibly();
        return load.latencies;
    }

    /** Asks all that is due, every millisecond. */
    private void tick(long start) {
        long now = System.nanoTime();
        while (asked < total && start + (long) (asked * interval) <= now) {
            due.add(start + (long) (asked * interval));
            asked++;
        }
        ask();
        if (asked < total) {
            loop.group().schedule(() -> tick(start), 1, TimeUnit.MILLISECONDS);
        }
    }

    private void ask() {
        while (!due.isEmpty() && !free.isEmpty()) {
            long since = due.remove();
            Connection connection = free.remove();
            pending++;
            connection.ask(questions.apply(since), (correct, nanos) -> {
                latencies.add(correct, System.nanoTime() - since);
                pending--;
                free.add(connection);
                loop.group().execute(this::ask); // not within the callback of a connection
                if (asked == total && due.isEmpty() && pending == 0) {
                    ended.countDown();
                }
            });
        }
    }
}
