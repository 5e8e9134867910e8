package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import io.grpc.stub.BlockingClientCall;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InvokesStreamTests {

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    private BlockingClientCall<InvokeServiceRequest, Messages> call;

    @BeforeEach
    void deploy() {
        gateway.deploy("echo", "builtin/echo");
        gateway.deploy("fail", "builtin/fail", Map.of("MESSAGE", "out of luck"));
        gateway.deploy("nap", "builtin/sleep", Map.of("DELAY", "20ms"));
        gateway.deploy("sleep", "builtin/sleep", Map.of("DELAY", "1h"));
        call = gateway.invokes();
    }

    @Test
    void answersEachInputBeforeTheNextIsSent() throws Exception {
        for (String text : new String[] {"first", "", "third"}) {
            call.write(input("echo", text));
            assertThat(read()).isEqualTo(text);
        }
        call.halfClose();
        assertThat(call.read()).isNull();
        assertThat(gateway.describe("echo").getInvocationCount()).isEqualTo(3);
    }

    @Test
    void keepsTheOrderOfInputs() throws Exception {
        for (int i = 0; i < 40; i++) {
            call.write(input(i % 2 == 0 ? "nap" : "echo", String.valueOf(i)));
        }
        call.halfClose();
        for (int i = 0; i < 40; i++) {
            assertThat(read()).isEqualTo(String.valueOf(i));
        }
        assertThat(call.read()).isNull();
    }

    @Test
    void runsTheFunctionThatEachRequestNames() throws Exception {
        gateway.deploy("env", "builtin/env", Map.of("A", "1"));
        gateway.deploy("sha256", "builtin/sha256");
        call.write(input("env", "abc"));
        call.write(input("sha256", "abc"));
        call.write(input("echo", "abc"));
        assertThat(read()).isEqualTo("A=1\n");
        assertThat(read()).startsWith("ba7816bf");
        assertThat(read()).isEqualTo("abc");
    }

    @Test
    void completesEmptyWithoutInput() throws Exception {
        call.halfClose();
        assertThat(call.read()).isNull();
    }

    @Test
    void answersWhatStillRunsWhenTheInputsEnd() throws Exception {
        call.write(input("nap", "abc"));
        call.halfClose();
        assertThat(read()).isEqualTo("abc");
        assertThat(call.read()).isNull();
    }

    @Test
    void endsWithTheFirstFailure() throws Exception {
        call.write(input("echo", "abc"));
        assertThat(read()).isEqualTo("abc");
        call.write(input("fail", "abc"));
        assertRefused(Code.INTERNAL, call::read).contains("'fail'", "out of luck");
        assertThat(gateway.log("fail")).containsPattern("failed: 3 bytes in, .* ms: out of luck");
    }

    @Test
    void answersWhatCameBeforeTheFailureAndRunsNothingAfterIt() throws Exception {
        call.write(input("nap", "abc"));
        call.write(input("fail", "abc"));
        statusOf(() -> call.write(input("echo", "abc"))); // is refused here where the failure is known already
        assertThat(read()).isEqualTo("abc");
        assertRefused(Code.INTERNAL, call::read);
        assertThat(gateway.describe("echo").getInvocationCount()).isZero();
    }

    @Test
    void endsWhereAFunctionIsNotThere() throws Exception {
        call.write(input("none", ""));
        assertRefused(Code.NOT_FOUND, call::read).contains("'none'");
    }

    @Test
    void endsWhereAFunctionIsScaledTo0() throws Exception {
        gateway.scale("echo", 0);
        call.write(input("echo", ""));
        assertRefused(Code.FAILED_PRECONDITION, call::read).contains("'echo'");
        assertThat(gateway.describe("echo").getInvocationCount()).isZero();
    }

    @Test
    void stopsTheFunctionWhoseCallerCancels() throws Exception {
        call.write(input("echo", "abc"));
        assertThat(read()).isEqualTo("abc");
        call.write(input("sleep", "abc"));
        await().until(() -> gateway.describe("sleep").getInvocationCount() == 1);
        call.cancel("heard enough", null);
        await().until(() -> gateway.log("sleep").contains("cancelled: 3 bytes in"));
    }

    @Test
    void stopsTheFunctionWhoseDeadlinePasses() throws Exception {
        call = GatewayGrpc.newBlockingV2Stub(gateway.channel())
                .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                .invokes();
        call.write(input("sleep", "abc"));
        assertRefused(Code.DEADLINE_EXCEEDED, call::read);
        await().until(() -> gateway.log("sleep").contains("cancelled: 3 bytes in"));
    }

    private String read() throws Exception {
        return call.read().getOutput().toStringUtf8();
    }
}
