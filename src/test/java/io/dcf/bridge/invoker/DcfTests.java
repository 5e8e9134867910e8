package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.gateway.independent.dcf.CreateFunctionRequest;
import io.dcf.gateway.independent.dcf.DeleteFunctionRequest;
import io.dcf.gateway.independent.dcf.Function;
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

    private static DcfGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new DcfGateway();
        bridge = TestBridge.before(gateway.port(), "--bridge.gateway.dialect=dcf", "--bridge.system-api=openfaas");
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
    void sendsEveryFieldOfADefinition() throws ParseException {
        assertThat(bridge.post(FUNCTIONS, DialectMessages.DEFINITION_JSON).status())
                .isEqualTo(201);
        assertThat(bridge.put(FUNCTIONS + "/f", DialectMessages.DEFINITION_JSON).status())
                .isEqualTo(200);
        CreateFunctionRequest expected = TextFormat.parse(DialectMessages.DEFINITION, CreateFunctionRequest.class);
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
    void readsEveryFieldOfAFunction() throws ParseException {
        gateway.functions.put("f", TextFormat.parse(DialectMessages.FUNCTION, Function.class));
        assertThat(bridge.get(FUNCTIONS).body()).isEqualTo("{\"functions\":[" + DialectMessages.FUNCTION_JSON + "]}");
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

    /** DCF reports no definitions, and has no bounds on replicas and no secrets. */
    @Test
    void worksWithTheClientsOfOpenfaas() {
        String function = """
                {"service":"f","image":"i","envProcess":"cat","labels":{"com.openfaas.scale.min":"2"},
                 "annotations":null}""";
        String path = "/system/function/f.openfaas-fn";
        assertThat(bridge.put("/system/functions", function).status()).isEqualTo(404);
        assertThat(bridge.post("/system/functions", function).status()).isEqualTo(202);
        assertThat(bridge.post("/system/functions", function).status()).isEqualTo(409);
        assertThat(gateway.received)
                .filteredOn(CreateFunctionRequest.class::isInstance)
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(((CreateFunctionRequest) sent).getEnvVarsMap())
                        .containsEntry("fprocess", "cat"));
        assertThat(bridge.post("/system/scale-function/f", "{\"replicas\":4}").status())
                .isEqualTo(202);
        String described = bridge.get(path + "?usage=1").body();
        assertThat(described).contains("\"name\":\"f\"", "\"replicas\":4").doesNotContain("envProcess", "createdAt");
        assertThat(bridge.get("/system/functions").body()).isEqualTo("[" + described + "]");
        assertThat(bridge.send("POST", "/function/f.openfaas-fn", "hi").body()).isEqualTo("hi");
        assertThat(bridge.get("/system/logs?name=f").body()).contains("\"text\":\"line of f\"");
        assertThat(bridge.get("/system/secrets").status()).isEqualTo(501);
        String deletion = "{\"functionName\":\"f\"}";
        assertThat(bridge.send("DELETE", "/system/functions", deletion).status())
                .isEqualTo(202);
        assertThat(bridge.send("DELETE", "/system/functions", deletion).status())
                .isEqualTo(404);
        assertThat(bridge.get(path).status()).isEqualTo(404);
        assertThat(bridge.post("/system/scale-function/f", "{\"replicas\":4}").status())
                .isEqualTo(404);
    }

    @Test
    void saysWhatItFound() {
        assertThat(bridge.get("/api/v1/info").json().path("dialect").stringValue())
                .isEqualTo("dcf");
        assertThat(bridge.get("/api/v1/info").json().path("service").stringValue())
                .isEqualTo("pb.Gateway");
    }
}
