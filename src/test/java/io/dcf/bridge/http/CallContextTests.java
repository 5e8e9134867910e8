package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.grpc.Deadline;
import io.grpc.Status;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Id, trace, deadline and passed-on headers of a request. */
class CallContextTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.gateway.forward-headers=X-Tenant,authorization",
                "--bridge.gateway.deadline=20s",
                "--bridge.gateway.invoke-deadline=5m");
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
    void keepsIdAndTraceOfTheClient() {
        Answer answer = bridge.get(FUNCTIONS, "X-Request-Id", "my-id", "traceparent", TRACE);
        assertThat(answer.header("X-Request-Id")).isEqualTo("my-id");
        assertThat(answer.header("traceparent")).isEqualTo(TRACE);
        assertThat(gateway.last().metadata("x-request-id")).isEqualTo("my-id");
        assertThat(gateway.last().metadata("traceparent")).isEqualTo(TRACE);
    }

    /** A gateway that does not announce HTTP would run the function with an empty input for a GET. */
    @Test
    void invokesFunctionsOnlyWithPost() {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            Answer refused = bridge.send(method, "/function/f", "");
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("Allow")).contains("POST");
        }
        assertThat(bridge.send("POST", "/function/f/x", "").status()).isEqualTo(404);
        assertThat(bridge.get("/function/f/x").status()).isEqualTo(404);
        assertThat(gateway.methods()).doesNotContain("Invoke", "Invokes");
        assertThat(bridge.send("POST", "/function/f?a=b", "", "X-Own", "x").status())
                .isEqualTo(200);
        assertThat(gateway.methods()).contains("Invoke");
        assertThat(gateway.last().metadata("x-http-target")).isNull();
        assertThat(gateway.last().metadata("x-http-query")).isEqualTo("a=b");
    }

    @Test
    void returnsTheTraceInProblems() {
        gateway.on("List", TestGateway.Answer.with(Status.NOT_FOUND.asException()));
        assertThat(bridge.get(FUNCTIONS, "traceparent", TRACE)
                        .json()
                        .path("traceId")
                        .stringValue())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void returnsTheTraceInProblemsOfInvocations() {
        gateway.on("Invoke", TestGateway.Answer.with(Status.INTERNAL.asException()));
        assertThat(bridge.send("POST", "/function/f", "x", "traceparent", TRACE)
                        .json()
                        .path("traceId")
                        .stringValue())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(gateway.methods()).containsExactly("Invoke", "GetMeta");
        assertThat(gateway.last().metadata("traceparent")).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void replacesAMissingOrInvalidTrace(String traceparent) {
        Answer answer = bridge.get(FUNCTIONS, "traceparent", traceparent, "X-Request-Id", "a b<script>");
        assertThat(answer.header("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .isNotEqualTo(traceparent);
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(gateway.last().metadata("traceparent")).isEqualTo(answer.header("traceparent"));
    }

    /** The part that version 00 defines, and its only flag. */
    @ParameterizedTest
    @CsvSource({
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff-what-the-future-brings, 01",
        "fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02-, 00"
    })
    void readsLaterVersionsOfTraceparent(String traceparent, String flags) {
        bridge.get(FUNCTIONS, "traceparent", traceparent, "tracestate", "vendor=1");
        assertThat(gateway.last().metadata("traceparent"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + flags);
        assertThat(gateway.last().metadata("tracestate")).isEqualTo("vendor=1");
    }

    @Test
    void joinsHeadersOfSeveralLines() {
        bridge.get(
                FUNCTIONS,
                "traceparent",
                TRACE,
                "tracestate",
                "a=1",
                "X-Tenant",
                "one",
                "tracestate",
                "b=2,c=3",
                "X-Tenant",
                "two",
                "authorization",
                "Bearer first",
                "authorization",
                "Bearer second");
        assertThat(gateway.last().metadata("tracestate")).isEqualTo("a=1, b=2,c=3");
        assertThat(gateway.last().metadata("x-tenant")).isEqualTo("one, two");
        assertThat(gateway.last().metadata("authorization")).isEqualTo("Bearer first");
    }

    @Test
    void sendsTheRequestToTheGateway() {
        bridge.send("POST", FUNCTIONS + "/f/invocations?a=b%20c", "x", "Content-Type", "image/png");
        TestGateway.Received call = gateway.last();
        assertThat(call.metadata("x-http-method")).isEqualTo("POST");
        assertThat(call.metadata("x-http-path")).isEqualTo(FUNCTIONS + "/f/invocations");
        assertThat(call.metadata("x-http-query")).isEqualTo("a=b%20c");
        assertThat(call.metadata("x-http-content-type")).isEqualTo("image/png");
    }

    @Test
    void passesOnConfiguredHeaders() {
        bridge.get(FUNCTIONS, "X-Tenant", "t", "Cookie", "c=d", "X-Other", "o", "Authorization", "Bearer b");
        assertThat(gateway.last().metadata("x-tenant")).isEqualTo("t");
        assertThat(gateway.last().metadata("authorization")).isEqualTo("Bearer b");
        assertThat(gateway.last().metadata().keys()).doesNotContain("cookie", "x-other", "host");
    }

    @Test
    void passesOnNoHeadersByDefault() {
        try (TestBridge closed = TestBridge.before(gateway)) {
            closed.get(FUNCTIONS, "X-Tenant", "t", "Authorization", "Bearer b", "Cookie", "c=d");
            assertThat(gateway.last().metadata().keys()).doesNotContain("x-tenant", "authorization", "cookie");
        }
    }

    @Test
    void returns401ForRefusedClientCredentials() {
        gateway.on("List", TestGateway.Answer.with(Status.UNAUTHENTICATED.asException()));
        gateway.on("Invoke", TestGateway.Answer.with(Status.UNAUTHENTICATED.asException()));
        assertThat(bridge.get(FUNCTIONS, "Authorization", "Bearer b").status()).isEqualTo(401);
        assertThat(bridge.send("POST", "/function/f", "x", "Authorization", "Bearer b")
                        .status())
                .isEqualTo(401);
        assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({"X-Timeout,99999999999s", "Grpc-Timeout,99999999H"})
    void acceptsVeryLongTimeouts(String header, String value) {
        assertThat(bridge.get(FUNCTIONS, header, value).status()).isEqualTo(200);
    }

    @Test
    void setsTheDeadlineOfTheClient() {
        bridge.get(FUNCTIONS);
        assertDeadline(15, 20);
        bridge.send("POST", "/function/f", "x");
        assertDeadline(290, 300);
        bridge.get(FUNCTIONS, "X-Timeout", "10s");
        assertDeadline(5, 10);
        bridge.get(FUNCTIONS, "X-Timeout", "10");
        assertDeadline(5, 10);
        bridge.get(FUNCTIONS, "X-Timeout", "99999999999999d");
        assertDeadline(15, 20);
        bridge.get(FUNCTIONS, "Grpc-Timeout", "99999999H");
        assertDeadline(15, 20);
        bridge.get(FUNCTIONS, "X-Timeout", "10h", "Grpc-Timeout", "10S");
        assertDeadline(5, 10);
        bridge.send("POST", "/function/f", "x", "X-Timeout", "10h");
        assertDeadline(290, 300);
    }

    @Test
    void appliesTheTimeoutToAllCallsOfARequest() {
        gateway.on("Update", (request, reply) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500));
            TestGateway.Answer.with(Status.NOT_FOUND.asException()).to(request, reply);
        });
        gateway.on("Deploy", TestGateway.Answer.never());
        Answer answer = bridge.put(FUNCTIONS + "/f", "{\"service\":\"f\",\"image\":\"i\"}", "X-Timeout", "3s");
        assertThat(answer.status()).isEqualTo(504);
        Deadline update = gateway.received().get(0).deadline();
        Deadline deploy = gateway.last().deadline();
        assertThat(gateway.methods()).containsExactly("Update", "Deploy");
        assertThat(deploy.isBefore(update.offset(1, TimeUnit.SECONDS))).isTrue();
    }

    @Test
    void omitsOversizedHeaders() {
        String query = "q=" + "x".repeat(7_000);
        Answer answer = bridge.send("POST", "/function/f?" + query, "x");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(gateway.last().metadata("x-http-query")).isNull();
        assertThat(gateway.last().metadata("x-http-method")).isEqualTo("POST");
    }

    private static void assertDeadline(long least, long most) {
        assertThat(gateway.last().deadline().timeRemaining(TimeUnit.SECONDS)).isBetween(least, most);
    }
}
