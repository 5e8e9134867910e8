package io.dcf.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.bridge.TestBridge;
import io.dcf.gateway.independent.openfx.CreateFunctionRequest;
import io.dcf.gateway.independent.openfx.DeleteFunctionRequest;
import io.dcf.gateway.independent.openfx.Empty;
import io.dcf.gateway.independent.openfx.FunctionRequest;
import io.dcf.gateway.independent.openfx.FunctionResources;
import io.dcf.gateway.independent.openfx.FxGatewayGrpc;
import io.dcf.gateway.independent.openfx.InvokeServiceRequest;
import io.dcf.gateway.independent.openfx.ScaleServiceRequest;
import io.dcf.gateway.server.RunningGateway;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of DCF and OpenFx before our gateway: the bridge in each of its dialects, and what OpenFx's command line sends. */
class LineageTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String FULL = """
            {"service":"f","image":"builtin/echo","envVars":{"E":"e"},"labels":{"l":"1"},"annotations":{"a":"2"},
             "secrets":["s"],"constraints":["c=d"],"registryAuth":"dXNlcjpwYXNz","limits":{"memory":"1Mi"},"requests":{"cpu":"5m"}}
            """;

    @RegisterExtension
    final RunningGateway guide = new RunningGateway();

    @RegisterExtension
    final RunningGateway dcf = RunningGateway.with(Map.of("numbering", "dcf"));

    @ParameterizedTest
    @CsvSource({"guide, guide", "guide, openfx", "dcf, dcf", "dcf, openfx"})
    void theBridgeDoesAllOfItInEachDialect(String numbering, String dialect) {
        RunningGateway gateway = numbering.equals("dcf") ? dcf : guide;
        try (TestBridge bridge =
                TestBridge.before(gateway.address().getPort(), "--bridge.gateway.dialect=" + dialect)) {
            assertThat(bridge.get("/readyz").status()).isEqualTo(200);
            assertThat(bridge.post(FUNCTIONS, FULL).status()).isEqualTo(201);
            assertThat(bridge.get(FUNCTIONS + "/f").json().path("annotations").toString())
                    .isEqualTo("{\"a\":\"2\"}");
            assertThat(bridge.get(FUNCTIONS).json().path("functions")).hasSize(1);
            assertThat(bridge.send("POST", "/function/f", "hi").body()).isEqualTo("hi");
            assertThat(bridge.get(FUNCTIONS + "/f/logs").body()).contains("invoked: 2 bytes in");
            assertThat(bridge.put(FUNCTIONS + "/f", FULL.replace("\"2\"", "\"3\""))
                            .status())
                    .isEqualTo(200);
            assertThat(bridge.get(FUNCTIONS + "/f").json().path("annotations").toString())
                    .isEqualTo("{\"a\":\"3\"}");
            assertThat(bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":4}").status())
                    .isEqualTo(200);
            assertThat(bridge.get("/api/v1/info").json().path("gateway").stringValue())
                    .contains("embedded gateway");
            assertThat(bridge.delete(FUNCTIONS + "/f").status()).isEqualTo(204);
            assertThat(gateway.list().getFunctionsList()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"guide, dcf", "dcf, guide"})
    void theBridgeSaysWhichSettingIsWrong(String numbering, String dialect) {
        RunningGateway gateway = numbering.equals("dcf") ? dcf : guide;
        try (TestBridge bridge =
                TestBridge.before(gateway.address().getPort(), "--bridge.gateway.dialect=" + dialect)) {
            var answer = bridge.post(FUNCTIONS, FULL);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("detail").stringValue())
                    .contains("bridge.embedded.numbering=" + numbering, "bridge.gateway.dialect=" + numbering);
        }
    }

    /** As openfx-cli does: without bounds on replicas, and always with the secret regcred. */
    @Test
    void openfxsCommandLineDoesAllOfIt() {
        var gateway = FxGatewayGrpc.newBlockingStub(guide.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
        CreateFunctionRequest definition = CreateFunctionRequest.newBuilder()
                .setService("echo")
                .setImage("builtin/echo")
                .putEnvVars("E", "e")
                .putAnnotations("maintainer", "somebody")
                .putAnnotations("desc", "answers its input")
                .addSecrets("regcred")
                .setLimits(FunctionResources.newBuilder().setMemory("50Mi").setCPU("50m"))
                .build();
        FunctionRequest echo =
                FunctionRequest.newBuilder().setFunctionName("echo").build();
        assertThat(gateway.deploy(definition).getMsg()).isEqualTo("OK");
        assertThat(gateway.update(definition).getMsg()).isEqualTo("OK");
        assertThat(gateway.list(Empty.getDefaultInstance()).getFunctionsList())
                .singleElement()
                .satisfies(each -> assertThat(each.getAnnotationsMap()).containsEntry("desc", "answers its input"));
        assertThat(gateway.invoke(InvokeServiceRequest.newBuilder()
                                .setService("echo")
                                .setInput(ByteString.copyFromUtf8("hi"))
                                .build())
                        .getMsg())
                .isEqualTo("hi");
        assertThat(gateway.getMeta(echo).getInvocationCount()).isEqualTo(1);
        assertThat(gateway.getLog(echo).getMsg()).startsWith("---\nName: echo\nLog:\n");
        gateway.replicaUpdate(ScaleServiceRequest.newBuilder()
                .setServiceName("echo")
                .setReplicas(3)
                .build());
        assertThat(gateway.getMeta(echo).getReplicas()).isEqualTo(3);
        assertThat(gateway.healthCheck(Empty.getDefaultInstance()).getMsg()).isEqualTo("OK");
        assertThat(gateway.info(Empty.getDefaultInstance()).getMsg()).isNotEmpty();
        gateway.delete(
                DeleteFunctionRequest.newBuilder().setFunctionName("echo").build());
        assertThat(guide.list().getFunctionsList()).isEmpty();
    }
}
