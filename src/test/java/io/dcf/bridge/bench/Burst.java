package io.dcf.bridge.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Load that comes all at once: each of many kept connections asks one question, and again once all are answered. */
final class Burst {

    private static final int SIZE = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Loop loop;
    private final LongFunction<Question> questions;
    private final List<Connection> connections;

    private Burst(Loop loop, int port, String path, int size) {
        this.loop = loop;
        questions = Questions.of(port, path, SIZE);
        connections = IntStream.range(0, size)
                .mapToObj(i -> new Connection(loop, port))
                .toList();
    }

    /** Takes port, path, connections, rounds, and addresses that are asked all the while; fails where any answer does. */
    public static void main(String[] args) throws InterruptedException {
        boolean well = run(
                Integer.parseInt(args[0]),
                args[1],
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Stream.of(args).skip(4).toList());
        System.exit(well ? 0 : 1);
    }

    /** Prints what comes of each round and of each probe; says whether every answer came and was right. */
    static boolean run(int port, String path, int size, int rounds, List<String> probed) throws InterruptedException {
        boolean well = true;
        try (Loop loop = Loop.start();
                Loop apart = Loop.start()) {
            Burst burst = new Burst(loop, port, path, size);
            long open = burst.connections.stream().filter(Connection::await).count();
            System.out.printf("%d of %d connections open%n", open, size);
            List<Probe> probes =
                    probed.stream().map(each -> Probe.start(apart, port, each)).toList();
            for (int i = 1; i <= rounds; i++) {
                long start = System.nanoTime();
                Latencies latencies = burst.round(i);
                double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
                System.out.printf(Locale.ROOT, "round %d: %.1f s; %s%n", i, seconds, latencies);
                well &= latencies.answered() == size;
            }
            for (Probe probe : probes) {
                well &= probe.stop();
                System.out.println(probe);
            }
        }
        return well;
    }

    private Latencies round(int number) throws InterruptedException {
        int size = connections.size();
        List<Question> all = IntStream.range(0, size)
                .mapToObj(i -> questions.apply((long) number * size + i))
                .toList();
        Latencies latencies = new Latencies();
        CountDownLatch pending = new CountDownLatch(size);
        loop.group().execute(() -> {
            for (int i = 0; i < size; i++) {
                connections.get(i).ask(all.get(i), (correct, nanos) -> {
                    latencies.add(correct, nanos);
                    pending.countDown();
                });
            }
        });
        if (!pending.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            loop.group().submit(() -> connections.forEach(Connection::giveUp)).syncUninterruptibly();
            pending.await();
        }
        return latencies;
    }
}
