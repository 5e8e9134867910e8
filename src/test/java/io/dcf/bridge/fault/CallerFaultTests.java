package io.dcf.bridge.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of callers who break off, however they do, and of many of them. */
@BufferLeaks.Every
class CallerFaultTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MANY = 250;
    private static final int AT_ONCE = 25;
    private static final int LARGE = 512 << 10;

    private static final ExecutorService CALLERS = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });
    private static HeldGateway gateway;
    private static TestBridge bridge;
    private static Usage before;

    enum Leaving {
        RESETS_MID_HEAD {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, "POST /function/f HTTP/1.1\r\nHost: br");
                reset(socket);
            }
        },
        RESETS_MID_BODY {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, "POST /function/f HTTP/1.1\r\nHost: bridge\r\nContent-Length: 100\r\n\r\nonly this");
                reset(socket);
            }
        },
        RESETS_WHILE_IT_WAITS {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, POST.formatted("/function/slow"));
                reset(socket);
            }
        },
        RESETS_MID_ANSWER {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, POST.formatted("/function/large"));
                assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
                reset(socket);
            }
        },
        RESETS_MID_STREAM {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, STREAM);
                awaitFirst(socket);
                reset(socket);
            }
        },
        RESETS_MID_INPUT {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, STREAM + "40\r\n{\"n\":");
                reset(socket);
            }
        },
        CLOSES_MID_STREAM {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, STREAM);
                awaitFirst(socket);
                socket.close();
            }
        },
        HALF_CLOSES {
            @Override
            void call(Socket socket) throws IOException {
                write(socket, STREAM);
                awaitFirst(socket);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes(); // to the end, which the bridge has to make
            }
        },
        SAYS_NOTHING {
            @Override
            void call(Socket socket) {}
        },
        TRICKLES {
            @Override
            void call(Socket socket) throws IOException {
                for (byte each : POST.formatted("/function/f").getBytes(StandardCharsets.US_ASCII)) {
                    socket.getOutputStream().write(each);
                }
                byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                assertThat(start).asString().isEqualTo("HTTP/1.1 200");
            }
        };

        private static final String POST = "POST %s HTTP/1.1\r\nHost: bridge\r\nContent-Length: 1\r\n\r\n1";
        private static final String STREAM = "POST /api/v1/functions/f/stream HTTP/1.1\r\nHost: bridge\r\n"
                + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

        abstract void call(Socket socket) throws IOException;

        private static void write(Socket socket, String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        private static void awaitFirst(Socket socket) throws IOException {
            StringBuilder heard = new StringBuilder();
            while (heard.indexOf(HeldGateway.FIRST) < 0) {
                int next = socket.getInputStream().read();
                assertThat(next).as("after '%s'", heard).isNotNegative();
                heard.append((char) next);
            }
        }

        private static void reset(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        gateway = new HeldGateway();
        gateway.onInput("large", "x".repeat(LARGE));
        bridge = TestBridge.before(gateway.port());
        gateway.hold();
        for (Leaving how : Leaving.values()) {
            if (how != Leaving.TRICKLES) {
                run(how, AT_ONCE);
            }
        }
        assertQuiet();
        before = Usage.now();
    }

    @AfterAll
    static void stop() {
        long start = System.nanoTime();
        bridge.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("nobody was waited for")
                .isLessThan(TIMEOUT);
        gateway.close();
        CALLERS.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehind(Leaving how) throws Exception {
        if (how == Leaving.TRICKLES) {
            gateway.release();
        } else {
            gateway.hold();
        }
        run(how, MANY);
        assertQuiet();
        gateway.release();
        assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(200);
        before.awaitAgain();
        assertThat(BufferLeaks.found()).isEmpty();
    }

    private static void assertQuiet() {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(bridge.get("/actuator/prometheus").body())
                    .contains("bridge_streams_open 0.0")
                    .doesNotContainPattern("bridge_limits_used\\{limit=\"(?!requests).*} (?!0\\.0)")
                    .contains("bridge_invocations_in_flight 0.0")
                    .contains("bridge_gateway_calls_waiting 0.0")
                    .doesNotContain("status=\"5"); // it is not the bridge that failed
            assertThat(gateway.streams()).isZero();
            assertThat(bridge.waiting()).isZero();
        });
    }

    private static void run(Leaving how, int times) throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(CALLERS.submit(() -> {
                try (Socket socket = connect()) {
                    how.call(socket);
                }
                return null;
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        socket.connect(new InetSocketAddress("127.0.0.1", bridge.port()));
        return socket;
    }
}
