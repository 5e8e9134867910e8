package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Messages;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that pause within a body which the function refuses meanwhile: they get its answer, not a 408 after the time limit for bodies. */
class EarlyAnswerTests {

    private static final int SENT = 5_000_000; // more than one message to the gateway

    /** A gateway that speaks HTTP, and refuses each request a while after its first piece. */
    private static final class RefusingGateway extends GatewayGrpc.GatewayImplBase implements ServerInterceptor {

        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        @Override
        public StreamObserver<InvokeServiceRequest> invokes(StreamObserver<Messages> reply) {
            AtomicBoolean first = new AtomicBoolean(true);
            return new StreamObserver<>() {
                @Override
                public void onNext(InvokeServiceRequest piece) {
                    if (first.getAndSet(false)) {
                        timer.schedule(
                                () -> reply.onError(Status.PERMISSION_DENIED.asException()), 1, TimeUnit.SECONDS);
                    }
                }

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onCompleted() {}
            };
        }

        @Override
        public void healthCheck(Empty request, StreamObserver<Message> reply) {
            reply.onNext(Message.newBuilder().setMsg("OK").build());
            reply.onCompleted();
        }

        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            return next.startCall(
                    new SimpleForwardingServerCall<>(call) {
                        @Override
                        public void sendHeaders(Metadata reply) {
                            reply.put(Metadata.Key.of("x-dcf-http", Metadata.ASCII_STRING_MARSHALLER), "1");
                            super.sendHeaders(reply);
                        }
                    },
                    headers);
        }
    }

    /** A body that never ends after its first bytes. */
    private static final class UnfinishedBody extends RequestBody {

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public boolean isDuplex() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(new byte[SENT]).flush();
        }
    }

    private static RefusingGateway gateway;
    private static Server server;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new RefusingGateway();
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
                .addService(gateway)
                .maxInboundMessageSize(8 << 20)
                .intercept(gateway)
                .build()
                .start();
        bridge = TestBridge.before(server.getPort());
        assertThat(bridge.get("/function/f").status()).isEqualTo(403); // the bridge learns that the gateway speaks HTTP
    }

    @AfterAll
    static void stop() {
        bridge.close();
        server.shutdownNow();
        gateway.timer.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 20000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n989680\r\n"})
    void http1(String framing) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.setSoTimeout(15_000); // less than server.tomcat.connection-timeout
            socket.getOutputStream().write(("POST /function/f HTTP/1.1\r\nHost: x\r\n" + framing).getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[SENT]);
            assertThat(Http1.answer(socket.getInputStream())).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void http2() throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .readTimeout(Duration.ofSeconds(15))
                .build();
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + bridge.port() + "/function/f")
                .post(new UnfinishedBody())
                .build();
        try (Response response = client.newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(403);
        }
    }
}
