package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge.Answer;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Plants a secret in the field that bears one, and looks for it in every answer and in the log at its finest level. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

    private static final String SECRET = "c2VjcmV0LWNhbmFyeQ==";
    private static final String DEFINITION =
            "{\"service\":\"f\",\"image\":\"builtin/echo\",\"registryAuth\":\"" + SECRET + "\"}";

    @Test
    void reachTheGatewayAndNobodyElse(CapturedOutput output) throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway, "--logging.level.io.dcf=trace", "--debug")) {
            List<Answer> answers = List.of(
                    bridge.post("/api/v1/functions", DEFINITION),
                    bridge.put("/api/v1/functions/f", DEFINITION),
                    bridge.put("/api/v1/functions/other", DEFINITION),
                    bridge.post("/api/v1/functions", DEFINITION.replace("registryAuth", "registryAut")),
                    bridge.post("/api/v1/functions", DEFINITION.replace("}", ",}")),
                    bridge.post("/api/v1/functions", DEFINITION.replace("\"f\"", "\"F\"")),
                    bridge.post("/api/v1/functions", DEFINITION.replace("\"" + SECRET + "\"", "[\"" + SECRET + "\"]")),
                    bridge.post("/api/v1/functions", DEFINITION.replace("\"" + SECRET + "\"", SECRET)),
                    failing(gateway, bridge));
            assertThat(answers.stream().map(Answer::status))
                    .containsExactly(201, 200, 400, 400, 400, 400, 400, 400, 500);
            assertThat(((CreateFunctionRequest) gateway.received().get(0).request()).getRegistryAuth())
                    .isEqualTo(SECRET);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).doesNotContain(SECRET.substring(0, 18)));
        }
        assertThat(output.getAll()).doesNotContain(SECRET);
    }

    private static Answer failing(TestGateway gateway, TestBridge bridge) {
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(
                        Status.INTERNAL.withDescription("failed").asException()));
        return bridge.post("/api/v1/functions", DEFINITION);
    }
}
