package io.dcf.bridge.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestProxy;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.coyote.http2.Http2Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServer;
import tools.jackson.databind.JsonNode;

/** Calls to a gateway, or a function, that is down are refused immediately. */
@Tag("any-jdk")
class BreakerTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final int CALLS = 6;
    private static final int ENOUGH = CALLS / 2;
    private static final String[] SETTINGS = {
        "--bridge.gateway.deadline=1s",
        "--bridge.gateway.invoke-deadline=1s",
        "--bridge.gateway.breaker.calls=" + CALLS,
        "--bridge.gateway.breaker.pause=1s"
    };

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, SETTINGS);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void heal() {
        gateway.reset();
    }

    @Test
    void aDeadFunctionCostsMillisecondsAndNoOtherFunctionAnything() {
        gateway.on("Invoke", onlyFor("dead", TestGateway.Answer.never()));
        double before = metric("refused_total{calls=\"invocations\"}");
        assertAll(atOnce(ENOUGH, () -> invoke(bridge, "dead")), 504);
        JsonNode breakers = bridge.get("/api/v1/info").json().path("breakers");
        assertThat(breakers.get(0).toString()).contains("\"state\":\"closed\"").doesNotContain("function");
        JsonNode open = breakers.valueStream()
                .filter(each -> each.path("function").asString("").equals("dead"))
                .findFirst()
                .orElseThrow();
        assertThat(open.path("state").stringValue()).isEqualTo("open");
        assertThat(open.path("failureRate").doubleValue()).isEqualTo(1);
        assertThat(Instant.parse(open.path("openedAt").stringValue())).isBeforeOrEqualTo(Instant.now());

        gateway.forget();
        Answer refused = invoke(bridge, "dead").join();
        assertThat(gateway.methods()).doesNotContain("Invoke"); // so that nothing was waited for
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("X-Request-Id")).isNotEmpty();
        assertThat(refused.json().path("code").stringValue()).isEqualTo("UNAVAILABLE");
        assertThat(refused.json().path("retryable").booleanValue()).isTrue();
        assertThat(refused.json().path("detail").stringValue()).contains("'dead'");
        assertThat(refused.json().path("hint").stringValue()).contains("Retry-After", "bridge.gateway.breaker");
        assertThat(bridge.send("POST", FUNCTIONS + "/dead/stream", "x").status())
                .isEqualTo(503);
        assertThat(invoke(bridge, "alive").join().status()).isEqualTo(200);
        assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
        assertThat(metric("state{calls=\"invocations\",state=\"OPEN\"}")).isPositive();
        assertThat(metric("refused_total{calls=\"invocations\"}")).isEqualTo(before + 2);

        gateway.reset();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> invoke(bridge, "dead").join().status() == 200);
        assertAll(atOnce(CALLS, () -> invoke(bridge, "dead")), 200);
    }

    /** As the embedded one does where its disk is full. */
    @Test
    void takesAGatewayThatSaysWhenToAskAgainForOneThatIsUp() {
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(StatusProto.toStatusException(com.google.rpc.Status.newBuilder()
                        .setCode(Code.UNAVAILABLE.value())
                        .setMessage("the gateway cannot keep changes in /data: No space left on device")
                        .addDetails(Any.pack(RetryInfo.newBuilder()
                                .setRetryDelay(com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(2))
                                .build()))
                        .build())));
        for (int i = 0; i < 2 * CALLS; i++) {
            Answer refused = bridge.post(FUNCTIONS, "{\"service\": \"a\", \"image\": \"i\"}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThat(refused.json().path("detail").stringValue())
                    .isEqualTo("the gateway cannot keep changes in /data: No space left on device");
            assertThat(refused.json().path("hint").stringValue())
                    .contains("is up")
                    .doesNotContain("address");
        }
    }

    @Test
    void letsOneCallThroughToTry() {
        gateway.on("Invoke", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(invoke(bridge, "tried").join().status()).isEqualTo(503);
        }
        CountDownLatch through = new CountDownLatch(1);
        gateway.on("Invoke", (request, reply) -> {
            waitFor(through);
            TestGateway.Answer.msg("OK").to(request, reply);
        });
        gateway.forget();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            invoke(bridge, "tried");
            return !gateway.received().isEmpty();
        });
        assertAll(atOnce(CALLS, () -> invoke(bridge, "tried")), 503);
        assertThat(gateway.received()).hasSize(1);
        through.countDown();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> invoke(bridge, "tried").join().status() == 200);
    }

    /** The pause is over long before the deadline: others try meanwhile, and the first answer counts, however late. */
    @Test
    void waitsForNoTryThatHangs() {
        gateway.on("Invoke", TestGateway.Answer.never());
        assertAll(atOnce(ENOUGH, () -> invoke(bridge, "slow")), 504);
        gateway.forget();
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            invoke(bridge, "slow");
            return gateway.received().size() >= 2;
        });
        gateway.reset();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> invoke(bridge, "slow").join().status() == 200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"OK", "UNAVAILABLE", "DEADLINE_EXCEEDED"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsNoOutageOpensNothing(Code code) {
        gateway.on("Invoke", TestGateway.Answer.with(Status.fromCode(code).asException()));
        String name = "f" + code.value();
        for (int i = 0; i < 2 * CALLS; i++) {
            invoke(bridge, name).join();
        }
        assertThat(gateway.methods().stream().filter("Invoke"::equals)).hasSize(2 * CALLS);
    }

    @Test
    void ignoresDeadlinesThatClientsShortened() {
        gateway.on("Invoke", TestGateway.Answer.never());
        for (int i = 0; i < 2 * CALLS; i++) {
            assertThat(bridge.send("POST", "/function/hurried", "x", "X-Timeout", "50ms")
                            .status())
                    .isEqualTo(504);
        }
    }

    @Test
    void countsAStreamThatBringsNothing() {
        gateway.onStreams(outputs -> {
            outputs.onError(Status.UNAVAILABLE.asRuntimeException());
            return new Ignoring();
        });
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(bridge.send("POST", FUNCTIONS + "/streamed/stream", "x").body())
                    .doesNotContain("circuit breaker is open");
        }
        assertThat(bridge.send("POST", FUNCTIONS + "/streamed/stream", "x").body())
                .contains("circuit breaker is open");
        assertThat(invoke(bridge, "streamed").join().status()).isEqualTo(503);
    }

    /** A bridge of its own: with a pause that is not over before the last call, on whatever machine. */
    @Test
    void aGatewayThatDoesNotListIsAskedHowItIsAllTheSame() {
        gateway.on("List", TestGateway.Answer.never());
        try (TestBridge patient = TestBridge.before(
                gateway,
                "--bridge.gateway.deadline=1s",
                "--bridge.gateway.breaker.calls=" + CALLS,
                "--bridge.gateway.breaker.pause=1m")) {
            assertAll(atOnce(ENOUGH, () -> patient.sendAsync("GET", FUNCTIONS, "")), 504);
            assertThat(patient.get(FUNCTIONS).status()).isEqualTo(503);
            assertThat(patient.post(FUNCTIONS, "{\"service\":\"f\",\"image\":\"i\"}")
                            .status())
                    .isEqualTo(503);
            assertThat(gateway.methods()).doesNotContain("Deploy");
            assertThat(invoke(patient, "g").join().status()).isEqualTo(200);
            assertThat(metric(patient, "state{calls=\"management\",state=\"OPEN\"}"))
                    .isEqualTo(1);

            gateway.reset();
            Answer health = patient.get("/actuator/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().at("/components/gateway/details/breaker").stringValue())
                    .isEqualTo("HALF_OPEN"); // for it has answered
            assertThat(patient.get("/readyz").status()).isEqualTo(200);
            assertThat(patient.get(FUNCTIONS).status()).isEqualTo(200);
            assertThat(patient.get(FUNCTIONS).status()).isEqualTo(200);
        }
    }

    /** Nobody asks whether the bridge is ready, which would help. */
    @Test
    void aBlackHoleCostsMillisecondsAndIsLeftByItself() throws IOException {
        try (TestProxy proxy = new TestProxy(gateway.port());
                TestBridge before = TestBridge.before(proxy.port(), SETTINGS)) {
            assertThat(before.get(FUNCTIONS).status()).isEqualTo(200);
            proxy.swallow();
            assertAll(
                    atOnce(
                            ENOUGH,
                            () -> before.sendAsync("GET", FUNCTIONS, "")
                                    .thenCombine(invoke(before, "f"), (list, invoked) -> {
                                        assertThat(invoked.status()).isEqualTo(504);
                                        return list;
                                    })),
                    504);
            assertThat(before.get(FUNCTIONS).status()).isEqualTo(503); // what is sent there ends in a 504
            assertThat(invoke(before, "f").join().status()).isEqualTo(503);
            proxy.pass();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> before.get(FUNCTIONS).status() == 200
                            && invoke(before, "f").join().status() == 200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 503})
    void opensWhereAProxyAnswersWithAPage(int status) {
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        var factory = new TomcatServletWebServerFactory(0);
        factory.setHttp2(http2);
        factory.addConnectorCustomizers(
                connector -> patient((Http2Protocol) connector.findUpgradeProtocols()[0]));
        WebServer proxy = factory.getWebServer(
                context -> context.addServlet("page", new Page(status)).addMapping("/*"));
        proxy.start();
        try (TestBridge before = TestBridge.before(proxy.getPort(), SETTINGS)) {
            for (int i = 0; i < ENOUGH; i++) {
                assertThat(invoke(before, "f").join().status()).isEqualTo(502);
            }
            Answer refused = invoke(before, "f").join();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
        } finally {
            proxy.stop();
        }
    }

    /** Otherwise Tomcat ends a connection on which calls are cancelled. */
    private static void patient(Http2Protocol protocol) {
        protocol.setOverheadCountFactor(0);
        protocol.setOverheadResetFactor(0);
    }

    private static final class Page extends HttpServlet {

        private final int status;

        Page(int status) {
            this.status = status;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setStatus(status);
            response.setContentType("text/html");
            response.getWriter().print("<html>Bad Gateway</html>");
        }
    }

    @Test
    void canBeTurnedOff() throws IOException {
        gateway.on("Invoke", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        gateway.on("Deploy", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        try (TestBridge off = TestBridge.before(
                gateway, "--bridge.gateway.breaker.enabled=false", "--bridge.gateway.breaker.calls=2")) {
            for (int i = 0; i < CALLS; i++) {
                assertThat(invoke(off, "f").join().status()).isEqualTo(503);
                assertThat(off.post(FUNCTIONS, "{\"service\":\"f\",\"image\":\"i\"}")
                                .status())
                        .isEqualTo(503);
            }
            assertThat(gateway.methods())
                    .filteredOn(each -> !each.equals("GetMeta"))
                    .hasSize(2 * CALLS);
            assertThat(off.get("/api/v1/info").json().path("breakers").toString())
                    .isEqualTo("[{\"state\":\"disabled\"}]");
        }
    }

    private interface Asking {
        CompletableFuture<Answer> ask();
    }

    private static CompletableFuture<Answer> invoke(TestBridge through, String function) {
        return through.sendAsync("POST", "/function/" + function, "x");
    }

    private static List<Answer> atOnce(int count, Asking asking) {
        List<CompletableFuture<Answer>> answers =
                Stream.generate(asking::ask).limit(count).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static void assertAll(List<Answer> answers, int status) {
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(status));
    }

    private static TestGateway.Answer onlyFor(String function, TestGateway.Answer answer) {
        return (request, reply) -> {
            boolean meant = ((InvokeServiceRequest) request).getService().equals(function);
            (meant
                            ? answer
                            : TestGateway.Answer.with(
                                    Message.newBuilder().setMsg("OK").build()))
                    .to(request, reply);
        };
    }

    private static double metric(String name) {
        return metric(bridge, name);
    }

    private static double metric(TestBridge of, String name) {
        return of.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("bridge_gateway_breaker_" + name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Ignoring implements StreamObserver<InvokeServiceRequest> {
        @Override
        public void onNext(InvokeServiceRequest input) {
            // as the name says
        }

        @Override
        public void onError(Throwable failure) {
            // likewise
        }

        @Override
        public void onCompleted() {
            // likewise
        }
    }
}
