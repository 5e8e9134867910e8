package io.dcf.gateway.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dcf.gateway.function.FxWatcherGrpc;
import io.dcf.gateway.function.Reply;
import io.dcf.gateway.function.Request;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What runs in a container of the {@link StandInEngine}: a server in this process. */
interface ContainerProcess extends AutoCloseable {

    /** Where the machine publishes it. */
    int port();

    @Override
    void close();

    /** Answers {@code POST /} with a text and the input, after as many milliseconds as the input's first word says. */
    static ContainerProcess http(String text) {
        return new Http(0, text);
    }

    private static int wait(String input) {
        return input.matches("[0-9]+ .*") ? Integer.parseInt(input.substring(0, input.indexOf(' '))) : 0;
    }

    private static void sleep(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server of {@code com.sun.net.httpserver}. */
    final class Http implements ContainerProcess {

        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Http(int port, String text) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, text));
            server.start();
        }

        private static void answer(HttpExchange exchange, String text) throws IOException {
            boolean health = exchange.getRequestURI().getPath().equals("/_/health");
            String input = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            ContainerProcess.sleep(ContainerProcess.wait(input));
            byte[] output = (text + " " + input).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(health ? 404 : 200, output.length);
            exchange.getResponseBody().write(output);
            exchange.close();
        }

        @Override
        public int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** One that listens after a while; until then connections are made and closed, as the engine's proxy does. */
    final class Slow implements ContainerProcess {

        private final ServerSocket proxy;
        private final int port;
        private volatile ContainerProcess process;

        Slow(int millis, String text) {
            try {
                proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            port = proxy.getLocalPort();
            new Thread(() -> refuse(millis, text)).start();
        }

        private void refuse(int millis, String text) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            try (proxy) {
                proxy.setSoTimeout(20);
                while (System.nanoTime() < end) {
                    try (Socket connection = proxy.accept()) {
                        connection.setSoLinger(true, 0);
                    } catch (java.net.SocketTimeoutException e) {
                        continue;
                    }
                }
            } catch (IOException e) {
                return;
            }
            process = new Http(port, text);
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void close() {
            ContainerProcess running = process;
            if (running != null) {
                running.close();
            }
        }
    }

    /** Speaks {@code pb.FxWatcher}. */
    final class Watcher extends FxWatcherGrpc.FxWatcherImplBase implements ContainerProcess {

        private final String text;
        private final Server server;

        Watcher(String text) {
            this.text = text;
            try {
                server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(this)
                        .build()
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void call(Request request, StreamObserver<Reply> reply) {
            reply.onNext(Reply.newBuilder()
                    .setOutput(text + " " + request.getInput().toStringUtf8())
                    .build());
            reply.onCompleted();
        }

        @Override
        public int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            server.shutdownNow();
        }
    }
}
