package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.gateway.independent.openfx.CreateFunctionRequest;
import io.dcf.gateway.independent.openfx.DeleteFunctionRequest;
import io.dcf.gateway.independent.openfx.Function;
import io.dcf.gateway.independent.openfx.ScaleServiceRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bridge with a gateway that has the replies and errors of OpenFx's. */
class OpenfxTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String BARE = "{\"service\":\"f\",\"image\":\"i\"}";
    private static final String FULL =
            "{\"minReplicas\":2,\"maxReplicas\":7," + DialectMessages.DEFINITION_JSON.substring(1);

    private static OpenfxGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new OpenfxGateway();
        bridge = TestBridge.before(gateway.port(), "--bridge.gateway.dialect=openfx");
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
        gateway.withoutService.clear();
        gateway.scalerFails = false;
    }

    @Test
    void refusesAReadOnlyFileSystemRatherThanDropIt() {
        Answer answer = bridge.post(FUNCTIONS, BARE.replace("}", ",\"readOnlyRootFilesystem\":true}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("/readOnlyRootFilesystem", "the gateway's dialect, openfx, has no such field");
        assertThat(gateway.received).isEmpty();
    }

    @Test
    void sendsEveryFieldOfADefinition() throws ParseException {
        assertThat(bridge.post(FUNCTIONS, FULL).status()).isEqualTo(201);
        assertThat(bridge.put(FUNCTIONS + "/f", FULL).status()).isEqualTo(200);
        CreateFunctionRequest expected = TextFormat.parse(
                DialectMessages.DEFINITION + "MinReplicas: 2 MaxReplicas: 7", CreateFunctionRequest.class);
        assertThat(gateway.received).containsExactly(expected, expected);
        assertThat(expected.getAllFields())
                .hasSameSizeAs(expected.getDescriptorForType().getFields());
    }

    @Test
    void alwaysSendsBoundsOnReplicas() {
        assertThat(bridge.post(FUNCTIONS, BARE).status()).isEqualTo(201);
        assertThat(gateway.received)
                .containsExactly(CreateFunctionRequest.newBuilder()
                        .setService("f")
                        .setImage("i")
                        .setMinReplicas(1)
                        .setMaxReplicas(1)
                        .build());
    }

    @Test
    void readsEveryFieldOfAFunction() throws ParseException {
        gateway.functions.put("f", TextFormat.parse(DialectMessages.FUNCTION, Function.class));
        String expected = DialectMessages.FUNCTION_JSON;
        assertThat(bridge.get(FUNCTIONS + "/f").body()).isEqualTo(expected);
        assertThat(bridge.get(FUNCTIONS).body()).isEqualTo("{\"functions\":[" + expected + "]}");
    }

    @Test
    void worksFromDeployToDelete() {
        bridge.post(FUNCTIONS, BARE);
        assertThat(bridge.post(FUNCTIONS, BARE).status()).isEqualTo(409);
        assertThat(bridge.send("POST", "/function/f", "hi").body()).isEqualTo("hi");
        assertThat(bridge.get(FUNCTIONS + "/f/logs").body()).isEqualTo("line of f\n");
        assertThat(bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":4}").status())
                .isEqualTo(200);
        assertThat(bridge.delete(FUNCTIONS + "/f").status()).isEqualTo(204);
        assertThat(gateway.received)
                .contains(
                        DeleteFunctionRequest.newBuilder().setFunctionName("f").build(),
                        ScaleServiceRequest.newBuilder()
                                .setServiceName("f")
                                .setReplicas(4)
                                .build());
        assertThat(gateway.functions).isEmpty();
    }

    @Test
    void tellsWhatItsVagueErrorsHide() {
        List<Supplier<Answer>> onGhost = List.of(
                () -> bridge.send("POST", "/function/ghost", "x"),
                () -> bridge.get(FUNCTIONS + "/ghost/logs"),
                () -> bridge.put(FUNCTIONS + "/ghost/replicas", "{\"replicas\":1}"),
                () -> bridge.delete(FUNCTIONS + "/ghost"),
                () -> bridge.get(FUNCTIONS + "/ghost"));
        for (Supplier<Answer> operation : onGhost) {
            Answer answer = operation.get();
            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
            assertThat(answer.json().path("detail").stringValue()).isEqualTo("function is not exist");
        }
    }

    @Test
    void tellsAFailedFunctionFromOneThatTookTooLong() {
        bridge.post(FUNCTIONS, BARE);
        Answer failed = bridge.send("POST", "/function/f", "fail");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.json().path("detail").stringValue()).isEqualTo("could not invoke: f - boom");
        Answer late = bridge.send("POST", "/function/f", "sleep");
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.json().path("detail").stringValue()).isEqualTo("Function timed out after 553s");
    }

    @Test
    void tellsThatAFunctionIsHalfDeployed() {
        gateway.scalerFails = true;
        for (Answer answer : List.of(bridge.post(FUNCTIONS, BARE), applyAnew())) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("INTERNAL");
            assertThat(answer.json().path("detail").stringValue())
                    .isEqualTo(
                            "Deploy failed, yet a function of that name exists, with image 'i' and 1 replicas: cannot create the autoscaler");
            assertThat(answer.json().path("hint").stringValue()).contains("PUT", "DELETE");
            assertThat(gateway.functions).containsKey("f");
        }
        assertThat(bridge.put(FUNCTIONS + "/f", BARE).status()).isEqualTo(200);
    }

    @Test
    void letsAHalfDeployedFunctionBeReplacedOnceItIsDeleted() {
        bridge.post(FUNCTIONS, BARE);
        gateway.withoutService.add("f");
        String other = BARE.replace("\"i\"", "\"other\"");
        for (Answer answer :
                List.of(bridge.put(FUNCTIONS + "/f", other), bridge.put(FUNCTIONS + "/f", other, "If-Match", "*"))) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().path("detail").stringValue())
                    .startsWith("Update failed, yet a function of that name exists, with image 'other' and 1 replicas");
            assertThat(answer.json().path("hint").stringValue()).startsWith("DELETE");
        }
        assertThat(bridge.post(FUNCTIONS, BARE).status()).isEqualTo(409);
        assertThat(bridge.delete(FUNCTIONS + "/f").status()).isEqualTo(204);
        assertThat(bridge.delete(FUNCTIONS + "/f").status()).isEqualTo(404);
        gateway.withoutService.clear();
        assertThat(bridge.put(FUNCTIONS + "/f", BARE).status()).isEqualTo(201);
    }

    @Test
    void saysWhatItFound() {
        Answer info = bridge.get("/api/v1/info");
        assertThat(info.json().path("dialect").stringValue()).isEqualTo("openfx");
        assertThat(info.json().path("service").stringValue()).isEqualTo("pb.FxGateway");
        assertThat(info.json().path("gateway").stringValue()).isEqualTo("{}");
        assertThat(info.json().path("found").toString())
                .isEqualTo("{\"answers\":true,\"detail\":\"It answers as pb.FxGateway.\"}");
        assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private static Answer applyAnew() {
        gateway.functions.clear();
        return bridge.put(FUNCTIONS + "/f", BARE);
    }
}
