package io.dcf.bridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A function that listens for HTTP, as one in a process or a container of its own does; each path answers as a test says. */
public final class TestFunction implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> paths = new ConcurrentHashMap<>();

    public TestFunction() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            paths.getOrDefault(exchange.getRequestURI().getRawPath(), TestFunction::tell)
                    .handle(exchange); // where that fails, the connection is closed
            exchange.close();
        });
        server.start();
    }

    /** Answers requests for a path otherwise than with what was asked. */
    public TestFunction on(String path, HttpHandler handler) {
        paths.put(path, handler);
        return this;
    }

    /** Deploys it. */
    public void deploy(TestBridge bridge, String name) {
        TestBridge.Answer answer = bridge.post(
                "/api/v1/functions", """
                {"service":"%s","image":"any","annotations":{"dcf.io/address":"http://127.0.0.1:%d"}}""".formatted(name, server.getAddress().getPort()));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Answers the request's first line, its headers and its body, line by line. */
    private static void tell(HttpExchange exchange) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        values.forEach(value -> lines.add(name.toLowerCase(java.util.Locale.ROOT) + ": " + value)));
        lines.add("");
        lines.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        answer(exchange, 200, String.join("\n", lines));
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
        }
        exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
        if (!empty) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
