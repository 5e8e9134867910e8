package io.dcf.bridge.connector;

import io.dcf.bridge.limit.LimitsProperties;
import jakarta.servlet.AsyncContext;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServer;

/** Tomcat by the bridge's connector, whose requests wait under a watch until a test, or their own time, ends them. */
final class TestServer implements AutoCloseable {

    /** What waits. */
    record Waiting(Watch watch, AsyncContext async, String answer) {

        void complete() {
            watch.close();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            try {
                async.getResponse().setContentLength(bytes.length);
                async.getResponse().getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            async.complete();
        }
    }

    final Map<String, CompletableFuture<Waiting>> waiting = new ConcurrentHashMap<>();
    final Set<String> left = ConcurrentHashMap.newKeySet();

    private final Callers callers;
    private final WebServer server;

    TestServer(Callers callers, Consumer<TomcatServletWebServerFactory> settings) {
        this.callers = callers;
        var factory = new TomcatServletWebServerFactory(0);
        LimitsProperties limits =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("bridge.limits", LimitsProperties.class);
        ShutdownProperties shutdown = new ShutdownProperties(Duration.ZERO, Duration.ofSeconds(1));
        Leaving leaving = new Leaving(new ApplicationAvailabilityBean(), shutdown);
        new ConnectorConfiguration().httpProtocol(limits, leaving, shutdown).customize(factory);
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        factory.setHttp2(http2);
        factory.addConnectorCustomizers(connector -> connector.setProperty("maxKeepAliveRequests", "-1"));
        settings.accept(factory);
        server = factory.getWebServer(context -> {
            var servlet = context.addServlet("waits", new Waits());
            servlet.addMapping("/*");
            servlet.setAsyncSupported(true);
        });
        server.start();
    }

    /** A setting by which Tomcat loses its patience at once with whatever it does not wait for on purpose. */
    static void impatient(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> hurry((HttpProtocol) connector.getProtocolHandler()));
    }

    private static void hurry(HttpProtocol protocol) {
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

    /** The request of that path, once it waits. */
    Waiting waiting(String path) {
        return future(path).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Waiting> future(String path) {
        return waiting.computeIfAbsent(path, key -> new CompletableFuture<>());
    }

    private final class Waits extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getRequestURI();
            byte[] body = path.startsWith("/unread")
                    ? new byte[0]
                    : request.getInputStream().readAllBytes();
            String answer = path + " " + response.getBufferSize() + " " + body.length + "\n"
                    + new String(body, StandardCharsets.UTF_8);
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            Watch watch = callers.watch(request, async, () -> {
                left.add(path);
                if (path.startsWith("/throws")) {
                    throw new IllegalStateException("as it is to");
                }
            });
            Waiting waits = new Waiting(watch, async, answer);
            future(path).complete(waits);
            String millis = request.getParameter("millis");
            if (millis != null) {
                CompletableFuture.delayedExecutor(Long.parseLong(millis), TimeUnit.MILLISECONDS)
                        .execute(waits::complete);
            }
        }
    }

    @Override
    public void close() {
        server.stop();
        server.destroy();
        callers.destroy();
    }
}
