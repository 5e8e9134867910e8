package io.dcf.bridge.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/** Invocations whose responses are checked while other callers disconnect. */
final class Disconnects {

    private static final int HTTP1_CONNECTIONS = 16;
    private static final int HTTP2_CONNECTIONS = 4;
    private static final int HTTP2_STREAMS = 4;
    private static final int MAX_WRONG = 20;
    private static final Duration UNLIMITED = Duration.ofDays(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Amount amount;
    private final List<Http1Client> http1;
    private final List<Http2Client> http2;
    private final DisconnectingCallers callers;
    private final List<String> wrong = new ArrayList<>();
    private final CountDownLatch running = new CountDownLatch(HTTP1_CONNECTIONS + HTTP2_CONNECTIONS * HTTP2_STREAMS);
    private final long start = System.nanoTime();
    private long invocations;

    /**
     * When to stop, and how many callers disconnect.
     *
     * @param perDisconnect invocations for each of these callers
     */
    record Amount(long invocations, Duration time, int perDisconnect) {

        static Amount ofInvocations(long count) {
            return new Amount(count, UNLIMITED, 10);
        }

        /** More disconnects for the same time. */
        static Amount ofSeconds(long seconds) {
            return new Amount(Long.MAX_VALUE, Duration.ofSeconds(seconds), 4);
        }
    }

    private Disconnects(Loop loop, int port, Amount amount) {
        this.amount = amount;
        http1 = IntStream.range(0, HTTP1_CONNECTIONS)
                .mapToObj(i -> new Http1Client(loop, port))
                .toList();
        http2 = IntStream.range(0, HTTP2_CONNECTIONS)
                .mapToObj(i -> new Http2Client(loop, port))
                .toList();
        callers = new DisconnectingCallers(loop, port, http2);
    }

    /** Takes the port, {@code invocations} or {@code seconds}, and how many of them. */
    public static void main(String[] args) throws InterruptedException {
        int port = Integer.parseInt(args[0]);
        long count = Long.parseLong(args[2]);
        Amount amount = args[1].equals("seconds") ? Amount.ofSeconds(count) : Amount.ofInvocations(count);
        System.exit(run(port, amount) ? 0 : 1);
    }

    /**
     * Prints wrong responses and a summary; returns whether every response was right and the bridge holds nothing
     * afterwards. The kept connections stay open until then: closing them would release what an HTTP/2 stream holds.
     */
    static boolean run(int port, Amount amount) throws InterruptedException {
        // It logs each frame that arrives for a stream that was reset.
        ((Logger) LoggerFactory.getLogger(DefaultHttp2ConnectionDecoder.class)).setLevel(Level.WARN);
        try (Loop loop = Loop.start()) {
            Disconnects load = new Disconnects(loop, port, amount);
            loop.group().execute(load::start);
            load.running.await();
            load.callers.await();
            double seconds = (System.nanoTime() - load.start) / NANOS_PER_SECOND;
            List<String> held = HeldResources.await(port);
            load.wrong.forEach(System.out::println);
            System.out.printf(
                    Locale.ROOT,
                    "disconnects: %d invocations in %.1f s, %d wrong, %s, %s held%n",
                    load.invocations,
                    seconds,
                    load.wrong.size(),
                    load.callers,
                    held.isEmpty() ? "nothing" : String.join(", ", held));
            return load.wrong.isEmpty() && held.isEmpty() && load.invocations > 0;
        }
    }

    private void start() {
        http1.forEach(client -> invoke("HTTP/1.1", client::send));
        IntStream.range(0, HTTP2_STREAMS).forEach(stream -> http2.forEach(client -> invoke("HTTP/2", client::send)));
    }

    /** Sends one invocation after another, each when the response to the previous one is complete. */
    private void invoke(String protocol, Consumer<EchoInvocation> client) {
        long sent = System.nanoTime();
        if (isEnough(sent)) {
            running.countDown();
            return;
        }
        if (++invocations % amount.perDisconnect() == 0) {
            callers.start();
        }
        EchoInvocation invocation = EchoInvocation.random();
        client.accept(invocation);
        invocation.check().done().whenComplete((right, failure) -> {
            if (failure != null) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
                wrong.add("wrong: %s, after %d ms of %s: %s".formatted(protocol, millis, invocation, failure));
            }
            invoke(protocol, client);
        });
    }

    private boolean isEnough(long now) {
        return invocations == amount.invocations()
                || now - start > amount.time().toNanos()
                || wrong.size() >= MAX_WRONG;
    }
}
