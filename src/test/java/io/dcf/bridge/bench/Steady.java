package io.dcf.bridge.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Load that never lets up: each of some connections asks again as soon as it was answered. */
final class Steady {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Latencies latencies = new Latencies();
    private final CountDownLatch running;
    private final long end;

    private Steady(int connections, Duration time) {
        running = new CountDownLatch(connections);
        end = System.nanoTime() + time.toNanos();
    }

    /** What is asked: a function's address, on a port, with inputs of a size. */
    record Work(int port, int size, LongFunction<Question> questions) {

        static Work of(int port, String path, int size) {
            return new Work(port, size, Questions.of(port, path, size));
        }
    }

    /** Takes port, path, size of inputs, connections, seconds of warm-up and seconds; prints what came of them. */
    public static void main(String[] args) throws InterruptedException {
        Work work = Work.of(Integer.parseInt(args[0]), args[1], Integer.parseInt(args[2]));
        int connections = Integer.parseInt(args[3]);
        Duration time = Duration.ofSeconds(Long.parseLong(args[5]));
        try (Loop loop = Loop.start()) {
            run(loop, work, connections, Duration.ofSeconds(Long.parseLong(args[4])));
            Latencies latencies = run(loop, work, connections, time);
            double rate = latencies.answered() / (double) time.toSeconds();
            System.out.printf(Locale.ROOT, "steady: %.0f a second, %s%n", rate, latencies);
            if (latencies.failed() > 0) {
                System.exit(1);
            }
        }
    }

    /** Asks for that long, and waits for the last answers. */
    static Latencies run(Loop loop, Work work, int connections, Duration time) throws InterruptedException {
        List<Connection> open = IntStream.range(0, connections)
                .mapToObj(i -> new Connection(loop, work.port()))
                .toList();
        open.forEach(Connection::await);
        Steady steady = new Steady(connections, time);
        loop.group().execute(() -> {
            for (int i = 0; i < connections; i++) {
                steady.ask(open.get(i), work.questions().apply(i));
            }
        });
        boolean ended = steady.running.await(time.plus(TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        loop.group().submit(() -> open.forEach(Connection::close)).syncUninterruptibly();
        if (!ended) {
            throw new IllegalStateException("an answer did not come within " + TIMEOUT.toSeconds() + " s");
        }
        return steady.latencies;
    }

    private void ask(Connection connection, Question question) {
        connection.ask(question, (correct, nanos) -> {
            latencies.add(correct, nanos);
            if (correct && System.nanoTime() < end) {
                ask(connection, question);
            } else {
                running.countDown();
            }
        });
    }
}
