package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescription;
import io.dcf.gateway.guide.FunctionDescriptions;
import io.dcf.gateway.guide.Functions;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The problems of calls that a gateway refuses or answers with nonsense. */
@ExtendWith(OutputCaptureExtension.class)
@BufferLeaks.Every
class UpstreamFailureTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String DEFINITION = "{\"service\":\"f\",\"image\":\"i\"}";
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.gateway.breaker.enabled=false"); // which would answer itself
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

    /** Our own gateway says it in annotations, and in the failure of an invocation. */
    @Test
    void saysWhyAFunctionTakesNoCallsAndSinceWhen() {
        String reason = "image 'i:2' cannot be pulled: not found";
        Function function = Function.newBuilder()
                .setName("f")
                .setImage("i:2")
                .setReplicas(1)
                .putAnnotations("a", "b")
                .putAnnotations("dcf.io/unavailable", reason)
                .putAnnotations("dcf.io/unavailable-since", "2026-11-30T10:00:00.5Z")
                .build();
        gateway.on("GetMeta", TestGateway.Answer.with(function))
                .on(
                        "List",
                        TestGateway.Answer.with(
                                Functions.newBuilder().addFunctions(function).build()))
                .on(
                        "Invoke",
                        TestGateway.Answer.with(Status.UNAVAILABLE
                                .withDescription("function 'f' has no replica that takes calls: " + reason
                                        + ", since 2026-11-30T10:00:00Z")
                                .asException()));
        String expected =
                "{\"name\":\"f\",\"image\":\"i:2\",\"replicas\":1,\"availableReplicas\":0,\"invocationCount\":0,"
                        + "\"labels\":{},\"annotations\":{\"a\":\"b\"},"
                        + "\"unavailable\":{\"reason\":\"" + reason + "\",\"since\":\"2026-11-30T10:00:00.500Z\"}}";
        assertThat(bridge.get(FUNCTIONS + "/f").body()).isEqualTo(expected);
        assertThat(bridge.get(FUNCTIONS).body()).isEqualTo("{\"functions\":[" + expected + "]}");
        Answer invoked = bridge.send("POST", "/function/f", "x");
        assertThat(invoked.status()).isEqualTo(503);
        assertThat(invoked.header("Retry-After")).isNotEmpty();
        assertThat(invoked.json().path("detail").stringValue())
                .isEqualTo("function 'f' has no replica that takes calls: " + reason + ", since 2026-11-30T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-30T10:00:00Z or so"})
    void leavesOutATimeThatIsNone(String since) {
        gateway.on(
                "GetMeta",
                TestGateway.Answer.with(Function.newBuilder()
                        .setName("f")
                        .putAnnotations("dcf.io/unavailable", "no node fits")
                        .putAnnotations("dcf.io/unavailable-since", since)
                        .build()));
        assertThat(bridge.get(FUNCTIONS + "/f").json().path("unavailable").toString())
                .isEqualTo("{\"reason\":\"no node fits\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, 400, false",
        "OUT_OF_RANGE, 400, false",
        "FAILED_PRECONDITION, 400, false",
        "UNAUTHENTICATED, 502, false",
        "PERMISSION_DENIED, 403, false",
        "NOT_FOUND, 404, false",
        "ALREADY_EXISTS, 409, false",
        "ABORTED, 409, true",
        "RESOURCE_EXHAUSTED, 429, true",
        "UNIMPLEMENTED, 501, false",
        "UNAVAILABLE, 503, true",
        "DEADLINE_EXCEEDED, 504, false",
        "CANCELLED, 499, false",
        "UNKNOWN, 500, false",
        "INTERNAL, 500, false",
        "DATA_LOSS, 500, false"
    })
    void mapsEachCode(Status.Code code, int status, boolean retryable) {
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(
                        code.toStatus().withDescription("said why").asException()));
        Answer answer = bridge.post(FUNCTIONS, DEFINITION);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("code").stringValue()).isEqualTo(code.name());
        assertThat(answer.json().path("retryable").booleanValue()).isEqualTo(retryable);
        assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(code != Status.Code.UNAVAILABLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_ARGUMENT", "FAILED_PRECONDITION", "PERMISSION_DENIED", "ALREADY_EXISTS", "INTERNAL"})
    void passesOnWhatTheGatewaySays(Status.Code code) {
        gateway.on("GetMeta", TestGateway.Answer.with(Status.NOT_FOUND.asException()));
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(
                        code.toStatus().withDescription("said why").asException()));
        assertThat(bridge.post(FUNCTIONS, DEFINITION).json().path("detail").stringValue())
                .isEqualTo("said why");
    }

    @Test
    void cannotWriteLinesOfTheLog(CapturedOutput output) {
        String text = "boom\r\nFORGED one\n\u0085FORGED two\u2028FORGED three\rFORGED four\u001b[31m\u009b31m\u202e";
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(Status.INTERNAL.withDescription(text).asException()));
        bridge.post(FUNCTIONS, DEFINITION);
        LoggerFactory.getLogger("org.example.library").error("failed: " + text, new IllegalStateException(text));
        String log = output.getAll();
        assertThat(log).contains("boom", "FORGED four", "\tat " + getClass().getName());
        assertThat(log.split("[\n\r\u0085\u2028]"))
                .filteredOn(line -> line.contains("FORGED"))
                .allMatch(line -> line.startsWith("\t"));
        assertThat(log).doesNotContain("\u001b", "\u009b", "\u202e", "\u0085", "\u2028");
    }

    @Test
    void servesLogsThatDoNotCommandATerminal() {
        String log = "\u001b[1;31mred\u001b[0m\tplain \u001b]0;title\u0007 \u009b2J\u202eend";
        gateway.on("GetLog", TestGateway.Answer.msg("---\nName: f\nLog:\n" + log + "\n"));
        assertThat(bridge.get(FUNCTIONS + "/f/logs").body()).isEqualTo("red\tplain \ufffd]0;title\ufffd \ufffdend\n");
        Answer exact = bridge.get(FUNCTIONS + "/f/logs", "Accept", "application/x-ndjson");
        assertThat(exact.body()).doesNotContain("\u001b");
        assertThat(exact.json().path("text").stringValue()).isEqualTo(log);
    }

    @Test
    void leaksNeitherItsAddressNorAStackTrace() {
        String address = "127.0.0.1:" + gateway.port();
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(Status.INTERNAL
                        .withDescription("app.py:42: " + address
                                + " needs bridge.embedded.allow-remote\n\tat io.x.Y.z(Y.java:7)")
                        .asException()));
        gateway.on("GetMeta", TestGateway.Answer.with(Status.NOT_FOUND.asException()));
        assertThat(bridge.post(FUNCTIONS, DEFINITION).json().path("detail").stringValue())
                .isEqualTo("app.py:42: [...] needs bridge.embedded.allow-remote");
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.INVALID_ARGUMENT.value())
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(
                                FieldViolation.newBuilder().setField("image").setDescription("not at " + address))
                        .build()))
                .build();
        gateway.on("Deploy", TestGateway.Answer.with(StatusProto.toStatusException(status)));
        assertThat(bridge.post(FUNCTIONS, DEFINITION).body())
                .contains("not at [...]")
                .doesNotContain(address);
    }

    @Test
    void usesTheDetailsOfAStatus() {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.INVALID_ARGUMENT.value())
                .setMessage("bad")
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(FieldViolation.newBuilder()
                                .setField("limits.memory")
                                .setDescription("too much"))
                        .build()))
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(7))
                        .build()))
                .build();
        gateway.on("Deploy", TestGateway.Answer.with(StatusProto.toStatusException(status)));
        Answer answer = bridge.post(FUNCTIONS, DEFINITION);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo("/limits/memory")).isTrue();
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void saysThatWaitingFreesNoQuota() {
        String text = "there are 3 functions, and 'bridge.embedded.definitions.max-count' allows 3";
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                .setMessage(text)
                .addDetails(Any.pack(QuotaFailure.getDefaultInstance()))
                .build();
        gateway.on("Deploy", TestGateway.Answer.with(StatusProto.toStatusException(status)));
        Answer answer = bridge.post(FUNCTIONS, DEFINITION);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo(text);
        assertThat(answer.json().path("retryable").booleanValue()).isFalse();
        assertThat(answer.json().path("hint").stringValue()).contains("Waiting does not help");
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    @Test
    void saysWhatToDoAboutAReplyThatIsTooLarge() {
        var large =
                Function.newBuilder().putAnnotations("a", "x".repeat(5 << 20)).build();
        gateway.on(
                "List",
                TestGateway.Answer.with(
                        Functions.newBuilder().addFunctions(large).build()));
        gateway.on("GetMeta", TestGateway.Answer.with(large));
        gateway.on("GetLog", TestGateway.Answer.msg("x".repeat(5 << 20)));
        assertThat(hint(FUNCTIONS)).contains("list of functions is too large", "bridge.limits.reply-size");
        assertThat(hint(FUNCTIONS + "/f")).contains("labels and annotations", "bridge.limits.reply-size");
        assertThat(hint(FUNCTIONS + "/f/logs")).contains("log", "bridge.limits.reply-size");
    }

    @Test
    void describesAllFunctionsWithoutDefinitionsThatAreTooLarge() {
        var large = FunctionDescription.newBuilder()
                .setDefinition(CreateFunctionRequest.newBuilder().putEnvVars("A", "x".repeat(5 << 20)));
        gateway.on(
                        "DescribeAll",
                        TestGateway.Answer.with(FunctionDescriptions.newBuilder()
                                .addFunctions(large)
                                .build()))
                .on(
                        "List",
                        TestGateway.Answer.with(Functions.newBuilder()
                                .addFunctions(Function.newBuilder().setName("f"))
                                .build()));
        var all = bridge.bean("functionReads", FunctionReads.class).descriptions();
        assertThat(all).singleElement().satisfies(function -> {
            assertThat(function.status().name()).isEqualTo("f");
            assertThat(function.definition()).isNull();
        });
    }

    private static String hint(String path) {
        Answer answer = bridge.get(path);
        assertThat(answer.status()).isEqualTo(502);
        return answer.json().path("hint").stringValue();
    }

    @Test
    void tellsAnUnknownFunctionFromAFailure() {
        gateway.on(
                "GetMeta",
                TestGateway.Answer.with(Status.NOT_FOUND
                        .withDescription("function is not exist")
                        .asException()));
        for (String method : List.of("Invoke", "ReplicaUpdate", "Delete", "GetLog", "Update")) {
            gateway.on(
                    method,
                    TestGateway.Answer.with(
                            Status.INTERNAL.withDescription("could not: x").asException()));
        }
        assertThat(onEachNamedOperation()).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("NOT_FOUND");
        });
    }

    @Test
    void tellsAnUnknownFunctionFromAnEmptyLog() {
        gateway.on("GetLog", TestGateway.Answer.msg(""));
        assertThat(bridge.get(FUNCTIONS + "/f/logs").status()).isEqualTo(200);
        gateway.on("GetMeta", TestGateway.Answer.with(Status.UNIMPLEMENTED.asException()));
        assertThat(bridge.get(FUNCTIONS + "/f/logs").status()).isEqualTo(200);
        gateway.on("GetMeta", TestGateway.Answer.with(Status.NOT_FOUND.asException()));
        assertThat(bridge.get(FUNCTIONS + "/f/logs").status()).isEqualTo(404);
    }

    @Test
    void blamesTheFunctionForAFailedInvocation() {
        gateway.on(
                "Invoke",
                TestGateway.Answer.with(Status.INTERNAL
                        .withDescription("could not invoke: f - boom")
                        .asException()));
        Answer answer = bridge.send("POST", "/function/f", "x");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo("could not invoke: f - boom");
        assertThat(gateway.methods()).containsExactly("Invoke", "GetMeta");
    }

    @Test
    void namesTheMethodThatIsLacking() {
        for (String method :
                List.of("Invoke", "ReplicaUpdate", "Delete", "GetLog", "Update", "GetMeta", "List", "Info", "Deploy")) {
            gateway.on(
                    method,
                    TestGateway.Answer.with(Status.UNIMPLEMENTED
                            .withDescription("Method not found: pb.X")
                            .asException()));
        }
        assertThat(onEachNamedOperation())
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(501));
        assertThat(bridge.get(FUNCTIONS).json().path("detail").stringValue()).contains("List");
        assertThat(bridge.get("/api/v1/info").status()).isEqualTo(200);
        assertThat(bridge.put(FUNCTIONS + "/f", DEFINITION).status()).isEqualTo(501);
        assertThat(gateway.methods()).doesNotContain("Deploy");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 14, 4194})
    void mapsAReplyThatIsTooLarge(int inputSize) {
        gateway.on("Invoke", TestGateway.Answer.msg("x".repeat(5_000_000)));
        gateway.on("GetLog", TestGateway.Answer.msg("x".repeat(5_000_000)));
        for (Answer answer :
                List.of(bridge.send("POST", "/function/f", new byte[inputSize]), bridge.get(FUNCTIONS + "/f/logs"))) {
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.json().path("detail").stringValue()).contains("reply exceeds");
        }
    }

    @Test
    void mapsARequestThatIsTooLargeForTheGateway() {
        gateway.on("Invoke", TestGateway.Answer.msg("never"));
        Answer answer = bridge.send("POST", "/function/f", new byte[4 * 1024 * 1024]);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(gateway.methods()).isEmpty();
    }

    @Test
    void appliesAgainAfterARace() {
        int[] updates = {0};
        gateway.on(
                "Update",
                (request, reply) -> (updates[0]++ == 0
                                ? TestGateway.Answer.with(Status.NOT_FOUND.asException())
                                : TestGateway.Answer.msg("OK"))
                        .to(request, reply));
        gateway.on("Deploy", TestGateway.Answer.with(Status.ALREADY_EXISTS.asException()));
        assertThat(bridge.put(FUNCTIONS + "/f", DEFINITION).status()).isEqualTo(200);
        assertThat(gateway.methods()).containsExactly("Update", "Deploy", "Update");
    }

    @Test
    void appliesWhereTheGatewayHidesThatTheFunctionIsNew() {
        gateway.on(
                "Update",
                TestGateway.Answer.with(
                        Status.INTERNAL.withDescription("not a function").asException()));
        gateway.on("GetMeta", TestGateway.Answer.with(Status.NOT_FOUND.asException()));
        assertThat(bridge.put(FUNCTIONS + "/f", DEFINITION).status()).isEqualTo(201);
        assertThat(gateway.methods()).containsExactly("Update", "GetMeta", "Deploy");
    }

    @Test
    void neverRepeatsAChange() {
        for (String method : List.of("Deploy", "Update", "Delete", "Invoke", "ReplicaUpdate")) {
            gateway.on(method, TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        }
        List<Supplier<Answer>> changes = List.of(
                () -> bridge.post(FUNCTIONS, DEFINITION),
                () -> bridge.put(FUNCTIONS + "/f", DEFINITION),
                () -> bridge.delete(FUNCTIONS + "/f"),
                () -> bridge.send("POST", "/function/f", "x"),
                () -> bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":1}"));
        for (Supplier<Answer> change : changes) {
            int before = gateway.methods().size();
            assertThat(change.get().status()).isEqualTo(503);
            assertThat(gateway.methods()).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "List, /functions, 503",
        "GetMeta, /functions/f, 503",
        "GetLog, /functions/f/logs, 503",
        "Info, /info, 200"
    })
    void repeatsAReadAndNotForLong(String method, String path, int inTheEnd) {
        int[] failures = {0};
        TestGateway.Answer well = gateway.answer(method);
        TestGateway.Answer away = TestGateway.Answer.with(Status.UNAVAILABLE.asException());
        gateway.on(method, (request, reply) -> (failures[0]++ < 2 ? away : well).to(request, reply));
        assertThat(bridge.get("/api/v1" + path).status()).isEqualTo(200);
        assertThat(gateway.methods()).startsWith(method, method, method);

        gateway.reset();
        gateway.on(method, away);
        assertThat(bridge.get("/api/v1" + path).status()).isEqualTo(inTheEnd);
        assertThat(gateway.methods()).containsExactly(method, method, method);
    }

    @Test
    void doesNotRepeatAReadThatTheGatewayPutOffOrRefuses() {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.UNAVAILABLE.value())
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(7))
                        .build()))
                .build();
        gateway.on("List", TestGateway.Answer.with(StatusProto.toStatusException(status)));
        assertThat(bridge.get(FUNCTIONS).header("Retry-After")).isEqualTo("7");
        gateway.on("List", TestGateway.Answer.with(Status.INTERNAL.asException()));
        assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(500);
        assertThat(gateway.methods()).containsExactly("List", "List");
    }

    @Test
    void keepsToTheDeadlineOverAllRepetitions() {
        gateway.on(
                "List",
                (request, reply) -> CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS)
                        .execute(() -> reply.onError(Status.UNAVAILABLE.asException())));
        long start = System.nanoTime();
        assertThat(bridge.get(FUNCTIONS, "X-Timeout", "400ms").status()).isIn(503, 504);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(1500));
        assertThat(gateway.methods()).hasSizeLessThan(3);
    }

    private static List<Answer> onEachNamedOperation() {
        return List.of(
                bridge.send("POST", FUNCTIONS + "/f/invocations", "x"),
                bridge.send("POST", "/function/f", "x"),
                bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":1}"),
                bridge.delete(FUNCTIONS + "/f"),
                bridge.get(FUNCTIONS + "/f/logs"),
                bridge.get(FUNCTIONS + "/f"));
    }

    @ParameterizedTest
    @CsvSource({"DEADLINE_EXCEEDED, Function timed out after 5s, 504", "UNAVAILABLE, function f is starting, 503"})
    void keepsTheGatewaysOwnWords(Status.Code code, String words, int status) {
        gateway.on(
                "Invoke",
                TestGateway.Answer.with(code.toStatus().withDescription(words).asException()));
        Answer answer = bridge.send("POST", "/function/f", "x");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo(words);
    }

    @Test
    void blamesNobodyWhereTheGatewayCannotSay() {
        gateway.on(
                "Invoke",
                TestGateway.Answer.with(Status.INTERNAL.withDescription("boom").asException()));
        gateway.on("GetMeta", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(500);
        gateway.on("GetMeta", TestGateway.Answer.with(Status.UNIMPLEMENTED.asException()));
        assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(502);
    }

    @Test
    void tellsAFailedPreconditionFromWhatElseIsNotFound() {
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(
                        Status.NOT_FOUND.withDescription("no such secret").asException()));
        Answer answer = bridge.put(FUNCTIONS + "/f", DEFINITION, "If-None-Match", "*");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo("no such secret");
    }

    @Test
    void callsAnInvocationRetryableOnlyWhereItCannotHaveRun() {
        gateway.on("Invoke", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        gateway.on("List", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
        assertThat(bridge.send("POST", "/function/f", "x")
                        .json()
                        .path("retryable")
                        .booleanValue())
                .isFalse();
        assertThat(bridge.get(FUNCTIONS).json().path("retryable").booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "limits.memory, /limits/memory",
        "Limits.CPU, /limits/cpu",
        "EnvVars[A.B], /envVars/A.B",
        "Secrets[0], /secrets/0",
        "Labels[example.org/a], /labels/example.org~1a"
    })
    void turnsPathsOfFieldsIntoPointers(String field, String pointer) {
        var status = com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.INVALID_ARGUMENT.value())
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(FieldViolation.newBuilder().setField(field))
                        .build()))
                .build();
        gateway.on("Deploy", TestGateway.Answer.with(StatusProto.toStatusException(status)));
        assertThat(bridge.post(FUNCTIONS, DEFINITION).pointsTo(pointer)).isTrue();
    }

    @Test
    void logsWhatItSaysUnderTheTrace(CapturedOutput output) {
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(Status.INTERNAL
                        .withDescription("disk at 10.0.0.9:22 is full")
                        .asException()));
        Answer answer = bridge.post(FUNCTIONS, DEFINITION);
        assertThat(answer.body()).contains("disk at 10.0.0.9:22 is full");
        String trace = answer.json().path("traceId").stringValue();
        assertThat(output.getAll().lines().filter(line -> line.contains("disk at 10.0.0.9:22 is full")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains(trace, "WARN"));
    }
}
