package io.dcf.bridge.callback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of callbacks on a real port of 127.0.0.1, which keeps what it receives. */
final class TestReceiver implements AutoCloseable {

    private final HttpServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int refusal = 503;

    record Received(String method, String target, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return String.join("|", headers.getOrDefault(name, List.of()));
        }
    }

    TestReceiver() throws IOException {
        this(HttpServer.create());
    }

    /** With a server that is not bound to an address. */
    TestReceiver(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers the next requests with this status, then further ones with 200. */
    void refuse(int requests, int status) {
        refusal = status;
        refusals.set(requests);
    }

    int port() {
        return server.getAddress().getPort();
    }

    Received next() throws InterruptedException {
        Received next = received.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing is received");
        }
        return next;
    }

    /** What is received, but for what {@link #next} has returned. */
    List<Received> rest() {
        return List.copyOf(received);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes()));
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? refusal : 200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
