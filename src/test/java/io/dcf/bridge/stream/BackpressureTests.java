package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestSocket;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Backpressure: a slow side slows the other side down, and does not fill the bridge's memory. */
@BufferLeaks.Every
class BackpressureTests {

    private static final int CHUNK = 64 << 10;
    private static final int OUTPUTS = 10_000;
    /** How many of them a test reads once it continues to read. */
    private static final int EXPECTED = 500;
    /** 8 MiB, most of it in buffers of kernels: the gateway's, and the bridge's two. */
    private static final int MAX_BUFFERED = 128;

    private static final int KERNEL = 32 << 10;

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.stream.heartbeat=700ms");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @Test
    void slowsTheGatewayDownIfAWebSocketIsNotRead() throws Exception {
        BlockingQueue<Upstream> opened = Upstream.of(gateway, true);
        try (TestSocket socket = TestSocket.open(bridge.port(), KERNEL, "f")) {
            Upstream stream = Upstream.next(opened);
            Producer producer = new Producer(stream, EXPECTED);
            assertThat(settled(producer.sent::get)).isBetween(1, MAX_BUFFERED);
            assertThat(stream.outputs.isReady()).isFalse();
            for (int i = 0; i < EXPECTED; i++) {
                byte[] output = socket.message().payload();
                assertThat(output).hasSize(CHUNK);
                assertThat(ByteBuffer.wrap(output).getInt()).isEqualTo(i);
            }
            assertThat(socket.message().code()).isEqualTo(1000);
        }
    }

    @Test
    void slowsTheGatewayDownIfAResponseIsNotRead() throws Exception {
        BlockingQueue<Upstream> opened = Upstream.of(gateway, true);
        try (TestRequest request =
                TestRequest.open(bridge.port(), KERNEL, "f", "Content-Type", "application/x-ndjson")) {
            request.end();
            Upstream stream = Upstream.next(opened);
            Producer producer = new Producer(stream, EXPECTED);
            assertThat(settled(producer.sent::get)).isBetween(1, MAX_BUFFERED);
            assertThat(stream.outputs.isReady()).isFalse();
            assertThat(request.head().status()).isEqualTo(200);
            for (int i = 0; i < EXPECTED; i++) {
                JsonNode line = request.bodyJson();
                assertThat(ByteBuffer.wrap(line.path("base64").binaryValue()).getInt())
                        .isEqualTo(i);
            }
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void dropsOutputsOfADisconnectedClient() throws Exception {
        BlockingQueue<Upstream> opened = Upstream.of(gateway, true);
        try (TestSocket socket = TestSocket.open(bridge.port(), KERNEL, "f")) {
            Upstream stream = Upstream.next(opened);
            Producer producer = new Producer(stream, OUTPUTS);
            assertThat(settled(producer.sent::get)).isBetween(1, MAX_BUFFERED);
            socket.reset();
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void slowsAWebSocketDownIfTheGatewayTakesNoInputs() throws Exception {
        BlockingQueue<Upstream> opened = Upstream.of(gateway, false);
        try (TestSocket socket = TestSocket.open(bridge.port(), KERNEL, "f")) {
            Upstream stream = Upstream.next(opened);
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < EXPECTED; i++) {
                    write(() -> socket.binary(chunk(sent.get())));
                    sent.incrementAndGet();
                }
            });
            assertThat(settled(sent::get)).isBetween(1, MAX_BUFFERED);
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true); // some heartbeats: pongs cannot be heard now
            stream.outputs.request(EXPECTED);
            for (int i = 0; i < EXPECTED; i++) {
                assertChunk(stream.input(), i);
            }
            writing.join();
            stream.send("all");
            assertThat(socket.message().text()).isEqualTo("all");
        }
    }

    @Test
    void slowsABodyDownIfTheGatewayTakesNoInputs() throws Exception {
        BlockingQueue<Upstream> opened = Upstream.of(gateway, false);
        try (TestRequest request =
                TestRequest.open(bridge.port(), KERNEL, "f", "Content-Type", "application/x-ndjson")) {
            Upstream stream = Upstream.next(opened);
            AtomicInteger sent = new AtomicInteger();
            String blanks = " ".repeat(CHUNK);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < EXPECTED; i++) {
                    write(() -> request.send(blanks + sent.get() + "\n"));
                    sent.incrementAndGet();
                }
                write(request::end);
            });
            assertThat(settled(sent::get)).isBetween(1, MAX_BUFFERED);
            stream.outputs.request(EXPECTED + 1);
            for (int i = 0; i < EXPECTED; i++) {
                assertThat(stream.text()).isEqualTo(blanks + i);
            }
            writing.join();
            stream.inputsEnded.get(20, TimeUnit.SECONDS);
            stream.end();
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void sendsTheEndToAClientThatIsStillSending() throws Exception {
        BlockingQueue<Upstream> opened = Upstream.of(gateway, false);
        try (TestSocket socket = TestSocket.open(bridge.port(), KERNEL, "f")) {
            Upstream stream = Upstream.next(opened);
            for (int i = 0; i < 8; i++) {
                socket.binary(chunk(i)); // more than the gateway takes, so that the bridge stops reading
            }
            stream.fail(Status.NOT_FOUND.withDescription("gone"));
            assertThat(socket.message().code()).isEqualTo(4404);
            socket.close(1000);
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    /** Sends outputs while the stream is ready for them. */
    private static final class Producer implements Runnable {

        final AtomicInteger sent = new AtomicInteger();
        private final Upstream stream;
        private final int count;

        Producer(Upstream stream, int count) {
            this.stream = stream;
            this.count = count;
            Thread thread = new Thread(this, "producer");
            thread.setDaemon(true);
            thread.start();
        }

        /** Polls, since a handler of readiness can only be set before the stream opens. */
        @Override
        public void run() {
            while (sent.get() < count && !stream.outputs.isCancelled()) {
                if (stream.outputs.isReady()) {
                    stream.send(chunk(sent.getAndIncrement()));
                } else {
                    LockSupport.parkNanos(100_000);
                }
            }
            if (!stream.outputs.isCancelled()) {
                stream.end();
            }
        }
    }

    /** The value of a counter once it has stopped growing. */
    private static int settled(IntSupplier count) {
        int[] last = {-1};
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            int before = last[0];
            last[0] = count.getAsInt();
            return last[0] > 0 && last[0] == before;
        });
        return last[0];
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] chunk(int number) {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) 0xFF);
        ByteBuffer.wrap(chunk).putInt(number);
        return chunk;
    }

    private static void assertChunk(byte[] input, int number) {
        assertThat(input).hasSize(CHUNK);
        assertThat(ByteBuffer.wrap(input).getInt()).isEqualTo(number);
    }
}
