package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.Http2Connection;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServer;

/**
 * Shows, on an unmodified Tomcat, faults that this package works around. If one of these tests fails, Tomcat has fixed the fault: remove the
 * workaround in the class that the test names.
 */
class TomcatFaultTests {

    private static final int FRAMES = 2000;
    private static WebServer server;

    @BeforeAll
    static void start() {
        var factory = new TomcatServletWebServerFactory(0);
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        factory.setHttp2(http2);
        server = factory.getWebServer(
                context -> context.addServlet("plain", new Plain()).addMapping("/*"));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
        server.destroy();
    }

    private static final class Plain extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            response.getOutputStream().print("done");
        }
    }

    @FunctionalInterface
    private interface Exchange {
        void with(Http2Connection connection) throws IOException;
    }

    /** {@link PriorKnowledgeHttp2}: the threshold of DATA frames. */
    @Test
    void smallDataFramesCloseAConnection() {
        assertCloses(connection -> {
            connection.headers(1, false, post("/read"));
            for (int i = 0; i < FRAMES; i++) {
                connection.data(1, false, "x");
                connection.ping();
                connection.awaitPing();
            }
        });
    }

    /** {@link Http2Handler#pingReceive}. */
    @Test
    void pingsCloseAConnectionInTheEnd() {
        assertCloses(connection -> {
            for (int i = 0; i < FRAMES; i++) {
                connection.ping();
                connection.awaitPing();
            }
        });
    }

    /** {@link PriorKnowledgeHttp2#getOverheadResetFactor}. */
    @Test
    void aFewResetsCloseAConnection() {
        assertCloses(connection -> {
            for (int stream = 1; stream < 100; stream += 2) {
                connection.headers(stream, false, post("/read"));
                connection.reset(stream);
                connection.ping();
                connection.awaitPing();
            }
        });
    }

    /** {@link RequestHeadValve}. */
    @Test
    void aLineOfHttp09IsAnsweredWithoutAStatus() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
            socket.getOutputStream().write("GET /read\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("done");
        }
    }

    private static void assertCloses(Exchange exchange) {
        assertThatThrownBy(() -> {
                    try (Http2Connection connection = connect()) {
                        exchange.with(connection);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private static Http2Connection connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.getPort());
        socket.setSoTimeout(20_000);
        return new Http2Connection(socket);
    }

    private static String[] post(String path, String... more) {
        String[] fields = {":method", "POST", ":scheme", "http", ":authority", "x", ":path", path};
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }
}
