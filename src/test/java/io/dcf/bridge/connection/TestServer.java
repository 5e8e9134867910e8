package io.dcf.bridge.connection;

import io.dcf.bridge.limit.Capacity;
import io.dcf.bridge.limit.LimitsProperties;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServer;

/** Tomcat with the bridge's connector. Each request waits until a test ends it, its time is over, or its client disconnects. */
final class TestServer implements AutoCloseable {

    /** The waiting requests by path. Each has a latch that ends it. */
    private final Map<String, CompletableFuture<CountDownLatch>> waiting = new ConcurrentHashMap<>();

    final Set<String> disconnected = ConcurrentHashMap.newKeySet();

    private final Duration checkInterval;
    private final WebServer server;

    /** Its requests ask every second whether their client has disconnected. */
    TestServer(Consumer<TomcatServletWebServerFactory> settings) {
        this(Duration.ofSeconds(1), settings);
    }

    TestServer(Duration checkInterval, Consumer<TomcatServletWebServerFactory> settings) {
        this.checkInterval = checkInterval;
        var factory = new TomcatServletWebServerFactory(0);
        LimitsProperties limits =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("bridge.limits", LimitsProperties.class);
        ShutdownProperties shutdown = new ShutdownProperties(Duration.ZERO, Duration.ofSeconds(1));
        ShutdownDelay delay = new ShutdownDelay(new ApplicationAvailabilityBean(), shutdown);
        TomcatConfiguration configuration = new TomcatConfiguration();
        configuration.connectionValves(delay).customize(factory);
        configuration
                .httpProtocol(limits, new Capacity(300, 300, 300, 1 << 20, 600), shutdown)
                .customize(factory);
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        factory.setHttp2(http2);
        factory.addConnectorCustomizers(connector -> connector.setProperty("maxKeepAliveRequests", "-1"));
        settings.accept(factory);
        server = factory.getWebServer(context -> {
            var servlet = context.addServlet("waits", new WaitingServlet());
            servlet.addMapping("/*");
        });
        server.start();
    }

    /** Shortens all timeouts of Tomcat. */
    static void withShortTimeouts(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> shortenTimeouts((HttpProtocol) connector.getProtocolHandler()));
    }

    private static void shortenTimeouts(HttpProtocol protocol) {
        var http2 = (Http2Protocol) protocol.findUpgradeProtocols()[0];
        http2.setReadTimeout(300);
        http2.setWriteTimeout(300);
        http2.setKeepAliveTimeout(300);
        http2.setStreamReadTimeout(300);
        http2.setStreamWriteTimeout(300);
        protocol.setConnectionTimeout(300);
    }

    int port() {
        return server.getPort();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Returns once the request for that path waits. */
    void awaitWaiting(String path) {
        future(path).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Ends the request for that path with a response. */
    void end(String path) {
        future(path).orTimeout(10, TimeUnit.SECONDS).join().countDown();
    }

    private CompletableFuture<CountDownLatch> future(String path) {
        return waiting.computeIfAbsent(path, key -> new CompletableFuture<>());
    }

    private final class WaitingServlet extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getRequestURI();
            byte[] body = request.getInputStream().readAllBytes();
            String answer = path + " " + response.getBufferSize() + " " + body.length + "\n"
                    + new String(body, StandardCharsets.UTF_8);
            String millis = request.getParameter("millis");
            long deadline =
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis == null ? 60_000 : Long.parseLong(millis));
            CountDownLatch end = new CountDownLatch(1);
            future(path).complete(end);
            try {
                while (deadline - System.nanoTime() > 0
                        && !end.await(
                                Math.min(checkInterval.toNanos(), deadline - System.nanoTime()),
                                TimeUnit.NANOSECONDS)) {
                    if (DisconnectDetector.of(request).isDisconnected()) {
                        disconnected.add(path);
                        return;
                    }
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop();
        server.destroy();
    }
}
