package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.gateway.independent.dcf.CreateFunctionRequest;
import io.dcf.gateway.independent.dcf.DeleteFunctionRequest;
import io.dcf.gateway.independent.dcf.Function;
import io.dcf.gateway.independent.dcf.FunctionResources;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge with a gateway that has the replies and errors of DCF's. */
class DcfTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String BARE = "{\"service\":\"f\",\"image\":\"i\"}";
    private static final String FULL = """
            {"service":"f","image":"i","envVars":{"E":"e"},"labels":{"l":"1"},"annotations":{"a":"2"},"secrets":["s"],
             "constraints":["c=d"],"registryAuth":"auth","limits":{"memory":"1Mi","cpu":"2m","gpu":"3"},
             "requests":{"memory":"4Mi","cpu":"5m","gpu":"6"}}
            """;

    private static DcfGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new DcfGateway();
        bridge = TestBridge.before(gateway.port(), "--bridge.gateway.dialect=dcf");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.received.clear();
        gateway.functions.clear();
    }

    @Test
    void sendsEveryFieldOfADefinition() {
        assertThat(bridge.post(FUNCTIONS, FULL).status()).isEqualTo(201);
        assertThat(bridge.put(FUNCTIONS + "/f", FULL).status()).isEqualTo(200);
        CreateFunctionRequest expected = CreateFunctionRequest.newBuilder()
                .setService("f")
                .setImage("i")
                .putEnvVars("E", "e")
                .putLabels("l", "1")
                .putAnnotations("a", "2")
                .addSecrets("s")
                .addConstraints("c=d")
                .setRegistryAuth("auth")
                .setLimits(FunctionResources.newBuilder()
                        .setMemory("1Mi")
                        .setCPU("2m")
                        .setGPU("3"))
                .setRequests(FunctionResources.newBuilder()
                        .setMemory("4Mi")
                        .setCPU("5m")
                        .setGPU("6"))
                .build();
        assertThat(gateway.received).containsExactly(expected, expected);
        assertThat(expected.getAllFields())
                .hasSameSizeAs(expected.getDescriptorForType().getFields());
    }

    @ParameterizedTest
    @CsvSource({"2, 2, /minReplicas", "1, 5, /maxReplicas"})
    void refusesBoundsOnReplicasRatherThanDropThem(int min, int max, String pointer) {
        String bounded = BARE.replace("}", ",\"minReplicas\":" + min + ",\"maxReplicas\":" + max + "}");
        for (Answer answer : new Answer[] {bridge.post(FUNCTIONS, bounded), bridge.put(FUNCTIONS + "/f", bounded)}) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.pointsTo(pointer)).isTrue();
            assertThat(answer.body()).contains("the gateway's dialect, dcf, has no such field");
        }
        assertThat(gateway.received).isEmpty();
    }

    @Test
    void refusesAReadOnlyFileSystemRatherThanDropIt() {
        Answer answer = bridge.post(FUNCTIONS, BARE.replace("}", ",\"readOnlyRootFilesystem\":true}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo("/readOnlyRootFilesystem")).isTrue();
        assertThat(answer.body()).contains("the gateway's dialect, dcf, has no such field");
        assertThat(gateway.received).isEmpty();
    }

    @Test
    void readsEveryFieldOfAFunction() {
        gateway.functions.put(
                "f",
                Function.newBuilder()
                        .setName("f")
                        .setImage("i")
                        .setInvocationCount(5_000_000_000L)
                        .setReplicas(3)
                        .setAvailableReplicas(2)
                        .putLabels("l", "1")
                        .putAnnotations("a", "2")
                        .build());
        assertThat(bridge.get(FUNCTIONS).body())
                .isEqualTo("{\"functions\":[{\"name\":\"f\",\"image\":\"i\",\"replicas\":3,\"availableReplicas\":2,"
                        + "\"invocationCount\":5000000000,\"labels\":{\"l\":\"1\"},\"annotations\":{\"a\":\"2\"}}]}");
    }

    @Test
    void worksFromDeployToDelete() {
        assertThat(bridge.put(FUNCTIONS + "/f", BARE).status()).isEqualTo(201);
        assertThat(bridge.send("POST", "/function/f", "hi").body()).isEqualTo("hi");
        assertThat(bridge.get(FUNCTIONS + "/f/logs").body()).isEqualTo("line of f\n");
        assertThat(bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":4}").status())
                .isEqualTo(200);
        assertThat(bridge.get(FUNCTIONS + "/f").json().path("replicas").intValue())
                .isEqualTo(4);
        assertThat(bridge.delete(FUNCTIONS + "/f").status()).isEqualTo(204);
        assertThat(gateway.received)
                .contains(
                        DeleteFunctionRequest.newBuilder().setFunctionName("f").build());
        assertThat(bridge.send("POST", "/function/f", "hi").status()).isEqualTo(404);
        assertThat(bridge.get(FUNCTIONS + "/f/logs").status()).isEqualTo(404);
    }

    @Test
    void saysWhatItFound() {
        assertThat(bridge.get("/api/v1/info").json().path("dialect").stringValue())
                .isEqualTo("dcf");
        assertThat(bridge.get("/api/v1/info").json().path("service").stringValue())
                .isEqualTo("pb.Gateway");
    }
}
