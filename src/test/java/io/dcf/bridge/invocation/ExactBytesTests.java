package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs of any bytes, through Invokes if the gateway has it. */
class ExactBytesTests {

    private static final int LIMIT = 2 << 20;
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.limits.reply-size=2MB");
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

    @ParameterizedTest
    @ValueSource(strings = {"/function/f", "/api/v1/functions/f/invocations"})
    void returnsBytesUnchanged(String path) {
        outputs((input, reply) -> reply.onNext(message(input)));
        Random random = new Random(51);
        for (int size : new int[] {0, 1, 100, 70_000, LIMIT - 100}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            Answer answer = bridge.send("POST", path, bytes, "Accept", "application/octet-stream");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(Arrays.equals(answer.bytes(), bytes)).isTrue();
        }
        assertThat(gateway.methods()).containsOnly("Invokes");
    }

    @Test
    void joinsSeveralOutputs() {
        outputs((input, reply) -> {
            for (int i = 0; i < 1000; i++) {
                reply.onNext(message(new byte[] {(byte) i, (byte) 0xFF}));
            }
        });
        byte[] bytes = exactly().bytes();
        assertThat(bytes).hasSize(2000);
        for (int i = 0; i < 1000; i++) {
            assertThat(bytes[2 * i]).isEqualTo((byte) i);
        }
    }

    @Test
    void returnsAnEmptyBodyWithoutOutput() {
        outputs((input, reply) -> {});
        assertThat(exactly().status()).isEqualTo(200);
        assertThat(exactly().bytes()).isEmpty();
    }

    @Test
    void readsCompressedReplies() {
        byte[] zeros = new byte[100_000];
        gateway.onStreams(reply -> {
            reply.setCompression("gzip");
            return inputs(reply, (input, to) -> {
                to.onNext(message(zeros));
                to.onCompleted();
            });
        });
        Answer answer = exactly();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Arrays.equals(answer.bytes(), zeros)).isTrue();
    }

    @Test
    void usesInvokeIfTheGatewayHasNoInvokesAndRemembersIt() throws IOException {
        try (TestGateway older = new TestGateway();
                TestBridge other = TestBridge.before(older, "--bridge.limits.reply-size=2MB")) {
            older.on("Invoke", TestGateway.Answer.msg("☃"));
            for (int i = 0; i < 3; i++) {
                Answer answer = other.send("POST", "/function/f", "x");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
                assertThat(answer.body()).isEqualTo("☃");
            }
            assertThat(older.lackingInvokes()).isEqualTo(1);
            assertThat(older.methods()).containsExactly("Invoke", "Invoke", "Invoke");

            older.on("Invoke", TestGateway.Answer.with(Status.INTERNAL.asException()));
            Answer failure = other.send("POST", "/function/f", "x");
            assertThat(failure.status()).isEqualTo(502);
            assertThat(failure.json().path("hint").stringValue())
                    .contains("not UTF-8")
                    .contains("Invokes");

            older.on("Invoke", TestGateway.Answer.msg("x".repeat(LIMIT + 1)));
            assertTooLarge(other.send("POST", "/function/f", "x"));
        }
    }

    @Test
    void runsAFunctionOnceIfTheGatewayFailsAfterAnOutput() {
        gateway.onStreams(reply -> inputs(reply, (input, to) -> {
            to.onNext(message(input));
            to.onError(Status.UNIMPLEMENTED.asRuntimeException());
        }));
        assertThat(exactly().status()).isEqualTo(502);
        assertThat(gateway.methods()).containsExactly("Invokes", "GetMeta");
    }

    @Test
    void usesInvokeInDialectsWithoutInvokes() throws IOException {
        try (TestBridge other = TestBridge.before(
                gateway, "--bridge.gateway.dialect=openfx", "--bridge.gateway.service-name=pb.Gateway")) {
            outputs((input, reply) -> reply.onNext(message(input)));
            Answer answer = other.send("POST", "/function/f", "x", "Accept", "application/octet-stream");
            assertThat(answer.body()).isEqualTo("OK");
            assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(gateway.methods()).containsExactly("Invoke");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Application/Octet-Stream | application/octet-stream",
                "application/octet-stream, text/plain | application/octet-stream",
                "text/plain, application/octet-stream | text/plain;charset=UTF-8",
                "text/plain + application/octet-stream;q=0.9 | text/plain;charset=UTF-8", // two lines
                "image/png + application/octet-stream | application/octet-stream",
                "*/*;q=0.8, application/octet-stream | application/octet-stream",
                "*/*, application/octet-stream;q=0.5 | text/plain;charset=UTF-8",
                "application/octet-stream;q=0, */* | text/plain;charset=UTF-8",
                "application/* | application/octet-stream",
                "text/html | text/plain;charset=UTF-8",
                "application/octet-streams | text/plain;charset=UTF-8",
                "x | text/plain;charset=UTF-8"
            })
    void haveTheTypeThatTheClientPrefers(String accept, String type) {
        outputs((input, reply) -> reply.onNext(message(input)));
        String[] headers = Arrays.stream(accept.split(" \\+ "))
                .flatMap(line -> Stream.of("Accept", line))
                .toArray(String[]::new);
        Answer answer = bridge.send("POST", "/function/f", "x", headers);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(gateway.methods()).containsExactly("Invokes");
    }

    @Test
    void areTextIfTheClientAcceptsAnything() {
        outputs((input, reply) -> reply.onNext(message(input)));
        assertThat(bridge.send("POST", "/function/f", "x", "Accept", "*/*").header("Content-Type"))
                .isEqualTo("text/plain;charset=UTF-8");
        assertThat(gateway.methods()).containsExactly("Invokes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/plain", "application/json", "text/html, */*;q=0.1"})
    void areNotTextIfTheyAreNotUtf8(String accept) {
        outputs((input, reply) -> reply.onNext(message(new byte[] {(byte) 0xFF, 0})));
        Answer answer = bridge.send("POST", "/function/f", "x", "Accept", accept);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(answer.bytes()).containsExactly(0xFF, 0);
    }

    @Test
    void refusesLargeReplies() {
        outputs((input, reply) -> reply.onNext(message(new byte[LIMIT + 1])));
        assertTooLarge(exactly());
        outputs((input, reply) -> {
            for (int i = 0; i < 3; i++) {
                reply.onNext(message(new byte[LIMIT / 2]));
            }
        });
        assertTooLarge(exactly());
    }

    @Test
    void returnsTheErrorThatFollowsAnOutput() {
        gateway.onStreams(reply -> inputs(reply, (input, to) -> {
            to.onNext(message(input));
            to.onError(Status.NOT_FOUND.withDescription("gone").asRuntimeException());
        }));
        Answer answer = exactly();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(gateway.methods()).isEqualTo(List.of("Invokes"));
    }

    private static Answer exactly() {
        return bridge.send("POST", "/function/f", "x", "Accept", "application/octet-stream");
    }

    private static void assertTooLarge(Answer answer) {
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("hint").stringValue()).contains("bridge.limits.reply-size");
    }

    private static void outputs(BiConsumer<byte[], StreamObserver<Messages>> answer) {
        gateway.onStreams(reply -> inputs(reply, (input, to) -> {
            answer.accept(input, to);
            to.onCompleted();
        }));
    }

    private static StreamObserver<InvokeServiceRequest> inputs(
            ServerCallStreamObserver<Messages> reply, BiConsumer<byte[], StreamObserver<Messages>> answer) {
        reply.setOnCancelHandler(() -> {});
        return new StreamObserver<>() {
            @Override
            public void onNext(InvokeServiceRequest input) {
                answer.accept(input.getInput().toByteArray(), reply);
            }

            @Override
            public void onError(Throwable failure) {
                // the bridge has cancelled the call
            }

            @Override
            public void onCompleted() {
                // answered already
            }
        };
    }

    private static Messages message(byte[] bytes) {
        return Messages.newBuilder().setOutput(ByteString.copyFrom(bytes)).build();
    }
}
