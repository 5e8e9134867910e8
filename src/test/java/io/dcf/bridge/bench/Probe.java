package io.dcf.bridge.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks one address again and again, on a connection and a thread of its own, while others ask others. */
final class Probe {

    private static final int SIZE = 100;
    private static final int PATIENCE_SECONDS = 30;
    private static final int PAUSE_MILLIS = 20;

    private final Loop loop;
    private final String path;
    private final Connection connection;
    private final Question question;
    private final Latencies latencies = new Latencies();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    private Probe(Loop loop, int port, String path) {
        this.loop = loop;
        this.path = path;
        connection = new Connection(loop, port);
        question = path.startsWith("/function/") ? Question.invocation(path, SIZE, 0) : Question.get(path);
    }

    static Probe start(Loop loop, int port, String path) {
        Probe probe = new Probe(loop, port, path);
        probe.connection.await();
        loop.group().execute(probe::ask);
        return probe;
    }

    private void ask() {
        if (stopped) {
            connection.close();
            ended.countDown();
            return;
        }
        connection.ask(question, (correct, nanos) -> {
            latencies.add(correct, nanos);
            loop.group().schedule(this::ask, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    /** Asks no more once the last answer is there; says whether there were answers, and all of them right. */
    boolean stop() throws InterruptedException {
        stopped = true;
        return ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && latencies.failed() == 0 && latencies.answered() > 0;
    }

    @Override
    public String toString() {
        return path + " meanwhile: " + latencies;
    }
}
