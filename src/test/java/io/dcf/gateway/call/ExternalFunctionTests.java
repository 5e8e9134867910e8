package io.dcf.gateway.call;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.dcf.gateway.function.FxWatcherGrpc;
import io.dcf.gateway.function.Reply;
import io.dcf.gateway.function.Request;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Context;
import io.grpc.InternalChannelz;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in processes of their own: one that speaks pb.FxWatcher, one that speaks HTTP as OpenFaaS's watchdog does. */
class ExternalFunctionTests {

    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<String> TYPE = key("x-http-content-type");

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<StreamObserver<Reply>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicReference<String> posted = new AtomicReference<>("");
    private Server watcher;
    private HttpServer watchdog;

    @BeforeEach
    void listen() throws IOException {
        watcher = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new Watcher())
                .build()
                .start();
        watchdog = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        watchdog.setExecutor(Executors.newCachedThreadPool());
        watchdog.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("X-Call-Id") + " " + body);
            if (body.equals("hang")) {
                return;
            }
            byte[] answer = body.startsWith("big:")
                    ? new byte[Integer.parseInt(body.substring(4))]
                    : ("{\"got\":\"" + body + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(body.equals("teapot") ? 418 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        watchdog.start();
    }

    @AfterEach
    void end() {
        watcher.shutdownNow();
        watchdog.stop(0);
    }

    @Test
    void areCalledAsFunctionContainersAre() {
        deploy("f", "localhost:" + watcher.getPort());
        assertThat(gateway.invoke("f", "héllo")).isEqualTo("ran héllo");
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.getInfo().getFunctionName()).isEqualTo("f");
            assertThat(request.getInfo().getLimits().getMemory()).isEqualTo("64Mi");
            assertThat(request.getInfo().getTimeout()).matches("[12][0-9]{4}ms");
        });
        assertThat(gateway.describe("f").getInvocationCount()).isEqualTo(1);
        assertThat(gateway.log("f")).contains("invoked: 6 bytes in, 10 bytes out");
    }

    @Test
    void haveAChannelOnlyOnceTheyAreCalled() {
        int before = channels();
        for (int i = 1; i <= 50; i++) {
            int port = i;
            assertRefused(
                    Code.INVALID_ARGUMENT,
                    () -> gateway.stub()
                            .deploy(definition("f", "any")
                                    .putAnnotations("dcf.io/address", "127.0.0.1:" + port)
                                    .putAnnotations("dcf.io/concurrency", "0")
                                    .build()));
            assertRefused(
                    Code.NOT_FOUND,
                    () -> gateway.stub()
                            .update(definition("f", "any")
                                    .putAnnotations("dcf.io/address", "127.0.0.1:" + port)
                                    .build()));
            deploy("f" + i, "127.0.0.1:" + port);
        }
        assertThat(channels()).isEqualTo(before);
        deploy("f", "localhost:" + watcher.getPort());
        gateway.invoke("f", "hello");
        assertThat(channels()).isEqualTo(before + 1);
    }

    private static int channels() {
        return InternalChannelz.instance().getRootChannels(0, 10_000).channels.size();
    }

    @Test
    void arePostedToAsWatchdogsAre() {
        deploy("f", "http://127.0.0.1:" + watchdog.getAddress().getPort());
        AtomicReference<Metadata> received = new AtomicReference<>();
        String answer = stub(received, "text/plain").invoke(input("f", "hello")).getMsg();
        assertThat(answer).isEqualTo("{\"got\":\"hello\"}");
        assertThat(posted).hasValue("POST / text/plain call-1 hello");
        assertThat(received.get().get(TYPE)).isEqualTo("application/json");
        assertThat(received.get().get(STATUS)).isNull();
    }

    @Test
    void areFoundAtEachAddressOfLocalhost() throws IOException {
        assumeTrue(isIpv6(), "no IPv6");
        HttpServer alone = HttpServer.create(new InetSocketAddress("::1", 0), 0);
        alone.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        alone.start();
        try {
            deploy("f", "http://localhost:" + alone.getAddress().getPort());
            assertThat(gateway.invoke("f", "x")).isEqualTo("ok");
        } finally {
            alone.stop(0);
        }
    }

    private static boolean isIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void haveTheirStatusCarriedBack() {
        deploy("f", "http://127.0.0.1:" + watchdog.getAddress().getPort());
        AtomicReference<Metadata> received = new AtomicReference<>();
        assertThat(stub(received, "text/plain").invoke(input("f", "teapot")).getMsg())
                .isEqualTo("{\"got\":\"teapot\"}");
        assertThat(received.get().get(STATUS)).isEqualTo("418");
    }

    @Test
    void answerStreamsToo() throws Exception {
        deploy("f", "http://127.0.0.1:" + watchdog.getAddress().getPort());
        var call = gateway.invokes();
        call.write(input("f", "one"));
        assertThat(call.read().getOutput().toStringUtf8()).isEqualTo("{\"got\":\"one\"}");
        call.halfClose();
        assertThat(call.read()).isNull();
    }

    @Test
    void areRefusedWhereTheirAnswerIsTooLarge() {
        deploy("f", "http://127.0.0.1:" + watchdog.getAddress().getPort());
        assertRefused(Code.INTERNAL, () -> gateway.invoke("f", "big:" + ((4 << 20) + 1)))
                .contains("function 'f' failed: its response exceeds 4 MiB");
    }

    @Test
    void areToldOfTheirDeadlineAndCutOffAtIt() {
        deploy("slow", "127.0.0.1:" + watcher.getPort());
        deploy("hung", "http://127.0.0.1:" + watchdog.getAddress().getPort());
        for (String[] call : new String[][] {{"slow", "wait"}, {"hung", "hang"}}) {
            assertRefused(
                    Code.DEADLINE_EXCEEDED,
                    () -> GatewayGrpc.newBlockingStub(gateway.channel())
                            .withDeadlineAfter(300, TimeUnit.MILLISECONDS)
                            .invoke(input(call[0], call[1])));
        }
        await().untilTrue(cancelled);
    }

    @Test
    void areCancelledWithTheirCaller() {
        deploy("f", "127.0.0.1:" + watcher.getPort());
        Context.CancellableContext caller = Context.current().withCancellation();
        caller.run(() -> gateway.futures().invoke(input("f", "wait")));
        await().until(() -> waiting.size() == 1);
        caller.cancel(null);
        await().untilTrue(cancelled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%d", "http://localhost:%d"})
    void areMissedWhereNothingListens(String address) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        deploy("f", address.formatted(port));
        assertRefused(Code.UNAVAILABLE, () -> gateway.invoke("f", "x"))
                .isEqualTo("function 'f' does not answer at the address it names");
    }

    @Test
    void failForWhatTheySay() {
        deploy("f", "127.0.0.1:" + watcher.getPort());
        assertRefused(Code.INTERNAL, () -> gateway.invoke("f", "fail"))
                .isEqualTo("function 'f' failed: NOT_FOUND: no such thing");
        deploy("g", "127.0.0.1:" + gateway.address().getPort());
        assertRefused(Code.INTERNAL, () -> gateway.invoke("g", "x"))
                .isEqualTo("function 'g' failed: the server at its address does not speak pb.FxWatcher;"
                        + " a function that speaks HTTP needs http:// in its address");
        deploy("h", "http://127.0.0.1:" + watcher.getPort());
        assertRefused(Code.INTERNAL, () -> gateway.invoke("h", "x"))
                .isEqualTo("function 'h' failed: its response is not valid HTTP");
    }

    /** What a function was asked for may have run, so that no other replica is asked, and nobody told that it did not run. */
    @Test
    void areNotTakenForUnreachableOnceTheyWereAsked() {
        deploy("f", "127.0.0.1:" + watcher.getPort());
        assertRefused(Code.INTERNAL, () -> gateway.invoke("f", "full"))
                .isEqualTo("function 'f' failed: UNAVAILABLE: full");
        assertThat(requests).hasSize(1);
    }

    @Test
    void areNotCalledWhenScaledToNone() {
        deploy("f", "127.0.0.1:" + watcher.getPort());
        gateway.scale("f", 0);
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("f", "x")).contains("scaled to 0");
        assertThat(requests).isEmpty();
    }

    @Test
    void areCalledByNoMoreThanTheirReplicasTake() {
        gateway.stub()
                .deploy(definition("f", "team/f:1")
                        .putAnnotations("dcf.io/address", "127.0.0.1:" + watcher.getPort())
                        .putAnnotations("dcf.io/concurrency", "2")
                        .build());
        var first = gateway.futures().invoke(input("f", "wait"));
        var second = gateway.futures().invoke(input("f", "wait"));
        await().until(() -> waiting.size() == 2);
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.invoke("f", "x"))
                .isEqualTo("function 'f' is busy with 2 calls, all that its replicas take at once;"
                        + " retry later or add replicas");
        gateway.scale("f", 2);
        assertThat(gateway.invoke("f", "x")).isEqualTo("ran x");
        gateway.scale("f", 1);
        answer(waiting.remove());
        await().until(() -> first.isDone() || second.isDone());
        assertThat(gateway.invoke("f", "y")).isEqualTo("ran y");
        answer(waiting.remove());
        await().until(() -> first.isDone() && second.isDone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1000000", ""})
    void areRefusedWithAnImpossibleConcurrency(String concurrency) {
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> gateway.stub()
                                .deploy(definition("f", "builtin/echo")
                                        .putAnnotations("dcf.io/concurrency", concurrency)
                                        .build()))
                .startsWith("annotation dcf.io/concurrency must be");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5:50051, FAILED_PRECONDITION, bridge.embedded.allow-remote=true",
        "http://functions.example.org:80, FAILED_PRECONDITION, loopback",
        "http://127.0.0.1.example.org:80, FAILED_PRECONDITION, loopback",
        "https://localhost:80, INVALID_ARGUMENT, or http://host:port",
        "localhost, INVALID_ARGUMENT, must be host:port",
        "localhost:70000, INVALID_ARGUMENT, must be host:port",
        "localhost:80/, INVALID_ARGUMENT, must be host:port",
        "http://localhost:80/admin, INVALID_ARGUMENT, must be host:port",
        "http://localhost:80@10.0.0.5:80, INVALID_ARGUMENT, must be host:port",
        "127.300.1.1:80, INVALID_ARGUMENT, must be host:port",
        "127.1:80, INVALID_ARGUMENT, must be host:port",
        "http://127.0.0.01:80, INVALID_ARGUMENT, must be host:port",
        "http://[0:1]:80, INVALID_ARGUMENT, must be host:port",
        "[:::1]:80, INVALID_ARGUMENT, must be host:port",
        "http://a_b:80, INVALID_ARGUMENT, must be host:port",
        "a..b:80, INVALID_ARGUMENT, must be host:port",
        "[::2]:80, FAILED_PRECONDITION, loopback"
    })
    void mayNotBeElsewhere(String address, Code code, String reason) {
        assertRefused(code, () -> deploy("f", address)).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::1]:1",
                "LOCALHOST:1",
                "http://127.8.9.1:1",
                "http://localhost:1/",
                "HTTP://localhost:1",
                "[0:0:0:0:0:0:0:1]:1"
            })
    void mayBeAnywhereOnThisMachine(String address) {
        deploy("f", address);
        assertThat(gateway.describe("f").getImage()).isEqualTo("team/f:1");
    }

    private void deploy(String name, String address) {
        gateway.stub()
                .deploy(definition(name, "team/f:1")
                        .putAnnotations("dcf.io/address", address)
                        .setLimits(FunctionResources.newBuilder().setMemory("64Mi"))
                        .build());
    }

    private GatewayGrpc.GatewayBlockingStub stub(AtomicReference<Metadata> received, String type) {
        Metadata sent = new Metadata();
        sent.put(TYPE, type);
        sent.put(key("x-request-id"), "call-1");
        return gateway.stub()
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(sent),
                        MetadataUtils.newCaptureMetadataInterceptor(received, new AtomicReference<>()));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static void answer(StreamObserver<Reply> reply) {
        reply.onNext(Reply.newBuilder().setOutput("at last").build());
        reply.onCompleted();
    }

    private final class Watcher extends FxWatcherGrpc.FxWatcherImplBase {
        @Override
        public void call(Request request, StreamObserver<Reply> reply) {
            requests.add(request);
            ByteString input = request.getInput();
            switch (input.toStringUtf8()) {
                case "wait" -> {
                    Context.current().addListener(context -> cancelled.set(true), Runnable::run);
                    waiting.add(reply);
                }
                case "full" ->
                    reply.onError(Status.UNAVAILABLE.withDescription("full").asRuntimeException());
                case "fail" ->
                    reply.onError(
                            Status.NOT_FOUND.withDescription("no such thing").asRuntimeException());
                default -> {
                    reply.onNext(Reply.newBuilder()
                            .setOutput("ran " + input.toStringUtf8())
                            .build());
                    reply.onCompleted();
                }
            }
        }
    }

    /** Addresses that the settings name. */
    @Nested
    class NamedBySettingTests {

        @RegisterExtension
        final RunningGateway gateway = RunningGateway.finding(Map.of("f", "functions.example.org:50051"), false);

        @Test
        void goBeforeTheAnnotationAndMayBeAnywhere() {
            gateway.stub()
                    .deploy(definition("f", "team/f:1")
                            .putAnnotations("dcf.io/address", "nonsense")
                            .build());
            assertThat(gateway.describe("f").getName()).isEqualTo("f");
        }
    }

    @Nested
    class AllowedElsewhereTests {

        @RegisterExtension
        final RunningGateway gateway = RunningGateway.finding(Map.of(), true);

        @Test
        void areDeployed() {
            gateway.stub()
                    .deploy(definition("f", "team/f:1")
                            .putAnnotations("dcf.io/address", "10.0.0.5:50051")
                            .build());
            assertThat(gateway.describe("f").getName()).isEqualTo("f");
        }
    }
}
