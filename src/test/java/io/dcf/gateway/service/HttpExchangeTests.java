package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invokes as one HTTP request and its answer, as proto/gateway.proto has it. */
class HttpExchangeTests {

    private static final Metadata.Key<String> ANNOUNCEMENT = key("x-dcf-http");
    private static final Metadata.Key<String> METHOD = key("x-http-method");
    private static final Metadata.Key<String> TARGET = key("x-http-target");
    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<byte[]> HEADERS =
            Metadata.Key.of("x-http-headers-bin", Metadata.BINARY_BYTE_MARSHALLER);

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    private final Semaphore goOn = new Semaphore(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<Metadata> received = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>();
    private HttpServer function;

    @BeforeEach
    void listen() throws IOException {
        function = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        function.setExecutor(threads);
        function.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + headers.getFirst("X-Own")
                    + " " + headers.getFirst("Host") + " " + headers.getFirst("Transfer-Encoding") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/there");
            boolean inPieces = exchange.getRequestURI().getPath().equals("/pieces");
            exchange.sendResponseHeaders(303, inPieces ? 0 : 4);
            exchange.getResponseBody().write("some".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (inPieces) {
                goOn.acquireUninterruptibly();
                exchange.getResponseBody().write("more".getBytes(StandardCharsets.UTF_8));
            }
            exchange.close();
        });
        function.start();
        gateway.stub()
                .deploy(definition("f", "any")
                        .putAnnotations(
                                "dcf.io/address",
                                "http://127.0.0.1:" + function.getAddress().getPort())
                        .putAnnotations("dcf.io/concurrency", "1")
                        .build());
        gateway.deploy("echo", "builtin/echo");
    }

    @AfterEach
    void end() {
        function.stop(0);
        threads.shutdownNow();
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private BlockingClientCall<InvokeServiceRequest, Messages> open(String method, String target, String headers) {
        Metadata metadata = new Metadata();
        metadata.put(METHOD, method);
        metadata.put(TARGET, target);
        metadata.put(HEADERS, headers.getBytes(StandardCharsets.ISO_8859_1));
        return GatewayGrpc.newBlockingV2Stub(ClientInterceptors.intercept(
                        gateway.channel(),
                        MetadataUtils.newAttachHeadersInterceptor(metadata),
                        MetadataUtils.newCaptureMetadataInterceptor(received, trailers)))
                .invokes();
    }

    @Test
    void isAnnouncedInEachReply() {
        var stub = GatewayGrpc.newBlockingStub(ClientInterceptors.intercept(
                gateway.channel(), MetadataUtils.newCaptureMetadataInterceptor(received, trailers)));
        stub.healthCheck(Empty.getDefaultInstance());
        assertThat(received.get().get(ANNOUNCEMENT)).isEqualTo("1");
        Throwable failure = catchThrowable(() -> stub.getMeta(RunningGateway.named("nobody")));
        assertThat(Status.trailersFromThrowable(failure).get(ANNOUNCEMENT)).isEqualTo("1");
    }

    @Test
    void carriesARequestInPiecesAndItsAnswer() throws Exception {
        var call = open("PUT", "/a%20b?c=d", "x-own: mine\nhost: evil\ntransfer-encoding: gzip\nno header\n");
        for (String piece : new String[] {"one ", "two ", "three"}) {
            call.write(input("f", piece));
        }
        call.halfClose();
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("some");
        assertThat(call.read()).isNull();
        assertThat(asked.get()).startsWith("PUT /a%20b?c=d mine 127.0.0.1:").endsWith(" chunked one two three");
        assertThat(received.get().get(STATUS)).isEqualTo("303");
        assertThat(new String(received.get().get(HEADERS), StandardCharsets.ISO_8859_1))
                .contains("location: /there\n", "content-length: 4\n");
    }

    @Test
    void holdsItsPlaceUntilTheEndOfTheAnswer() throws Exception {
        var call = open("GET", "/pieces", "");
        call.write(input("f", ""));
        call.halfClose();
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("some");
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.invoke("f", "x"));
        goOn.release();
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("more");
        assertThat(call.read()).isNull();
        await().untilAsserted(() -> assertThat(gateway.log("f")).contains("invoked: 0 bytes in, 8 bytes out"));
        assertThat(gateway.invoke("f", "x")).isEqualTo("some");
    }

    @ParameterizedTest
    @CsvSource({
        "f, GET, greet, INVALID_ARGUMENT,",
        "f, GET, /a b, INVALID_ARGUMENT,",
        "f, NO METHOD, /, INVALID_ARGUMENT,",
        "nobody, GET, /, NOT_FOUND,",
        "echo, GET, /, UNIMPLEMENTED, 405",
        "echo, PUT, /?a=b, UNIMPLEMENTED, 405",
        "echo, POST, /x, UNIMPLEMENTED, 404",
        "echo, GET, /x, UNIMPLEMENTED, 404"
    })
    void refusesWhatTheFunctionDoesNotTake(String name, String method, String target, Code code, String status) {
        Throwable failure = catchThrowable(() -> {
            var call = open(method, target, "");
            call.write(input(name, "x"));
            call.halfClose();
            call.read();
        });
        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(code);
        assertThat(trailers.get().get(STATUS)).isEqualTo(status);
    }

    @Test
    void givesAFunctionThatTakesBytesAloneAllPiecesAtOnce() throws Exception {
        var call = open("POST", "/", "");
        call.write(input("echo", "one "));
        call.write(input("echo", "two "));
        call.write(input("echo", "three"));
        call.halfClose();
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("one two three");
        assertThat(call.read()).isNull();
        assertThat(received.get().containsKey(HEADERS)).isFalse();
    }
}
