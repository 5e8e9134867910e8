package io.dcf.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.BridgeApplication;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bridge in a separate process whose heap is far smaller than the bodies it receives. */
class SmallHeapTests {

    private static final Logger log = LoggerFactory.getLogger(SmallHeapTests.class);
    private static final int BODY = 4 << 20;
    private static final byte[] PART = new byte[64 << 10];

    @TempDir
    private Path files;

    private int port;

    @Test
    void survivesAThousandLargeBodies() throws Exception {
        try (TestGateway gateway = TestGateway.taking(2 * BODY)) {
            gateway.on("Invoke", (request, reply) -> {
                gateway.forget();
                TestGateway.Answer.msg("done").to(request, reply);
            });
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            Path output = files.resolve("output");
            Process bridge = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx128m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BridgeApplication.class.getName(),
                            "--server.port=" + port,
                            "--bridge.gateway.address=127.0.0.1:" + gateway.port(),
                            "--bridge.security.hosts=*",
                            "--bridge.limits.body-time=5s")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                await().until(() -> !bridge.isAlive() || isLive());
                flood();
                assertThat(bridge.isAlive()).as(() -> tail(output)).isTrue();
                await().untilAsserted(() -> assertThat(invoke()).isEqualTo("200 done"));
                assertThat(Files.readString(output)).doesNotContain("OutOfMemoryError", " ERROR ", "sun.misc.Unsafe");
            } finally {
                bridge.destroyForcibly().waitFor();
            }
        }
    }

    private static String tail(Path output) {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Half of them at full speed, half slowly; half of each with a content length. */
    private void flood() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(100);
        AtomicBoolean over = new AtomicBoolean();
        List<Socket> slow = new ArrayList<>();
        try {
            Future<?> trickles = senders.submit(() -> trickle(slow, over));
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String path = i % 5 == 0 ? "/api/v1/functions" : "/function/f";
                boolean chunked = i % 2 == 0;
                answers.add(senders.submit(() -> send(path, chunked)));
            }
            int answered = 0;
            for (Future<Integer> answer : answers) {
                int status = answer.get(2, TimeUnit.MINUTES);
                assertThat(status).isIn(0, 200, 400, 408, 429, 503); // 0: the connection was closed during the write
                answered += status == 200 ? 1 : 0;
            }
            log.info("{} of 500 fast bodies were taken", answered);
            over.set(true);
            trickles.get(1, TimeUnit.MINUTES);
        } finally {
            over.set(true);
            senders.shutdownNow();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private Void trickle(List<Socket> slow, AtomicBoolean over) throws Exception {
        for (int i = 0; i < 500; i++) {
            Socket socket = connect();
            slow.add(socket);
            head(socket.getOutputStream(), "/function/f", i % 2 == 0);
        }
        while (!over.get()) {
            for (int i = 0; i < slow.size(); i++) {
                part(slow.get(i), i % 2 == 0);
            }
            Thread.sleep(100);
        }
        return null;
    }

    private static void part(Socket socket, boolean chunked) {
        try {
            socket.getOutputStream()
                    .write((chunked ? "400\r\n" + " ".repeat(1024) + "\r\n" : " ".repeat(1024))
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            log.debug("it has been given up on", e);
        }
    }

    private int send(String path, boolean chunked) throws IOException {
        try (Socket socket = connect()) {
            try {
                OutputStream out = socket.getOutputStream();
                head(out, path, chunked);
                for (int sent = 0; sent < BODY; sent += PART.length) {
                    out.write((chunked ? Integer.toHexString(PART.length) + "\r\n" : "")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(PART);
                    out.write((chunked ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
                }
                out.write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                log.debug("it was refused", e);
            }
            byte[] status = socket.getInputStream().readNBytes(12);
            return status.length < 12 ? 0 : Integer.parseInt(new String(status, 9, 3, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return 0;
        }
    }

    private static void head(OutputStream out, String path, boolean chunked) throws IOException {
        out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BODY) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 30_000);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private boolean isLive() {
        return ask(HttpRequest.newBuilder(uri("/livez"))).startsWith("200");
    }

    private String invoke() {
        return ask(HttpRequest.newBuilder(uri("/function/f")).POST(BodyPublishers.ofString("x")));
    }

    private static String ask(HttpRequest.Builder request) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(500));
    }
}
