package io.dcf.bridge.openfx;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.invoker.OpenfxGateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API of OpenFx before a gateway with OpenFx's replies and errors, which knows no HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("any-jdk")
class OpenfxGatewayTests {

    private static OpenfxGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new OpenfxGateway();
        bridge = TestBridge.before(gateway.port(), "--bridge.gateway.dialect=openfx", "--bridge.system-api=openfx");
        bridge.post("/system/functions", "{\"Service\":\"f\",\"Image\":\"i\"}");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /function/f,  hi, 200, hi",
        "POST, /function/f/, hi, 200, hi",
        "GET,  /function/f,  '', 200, ''",
        "GET,  /function/f/, '', 200, ''",
        "POST, /function/f/more, hi, 404, No resource",
        "PUT,  /function/f,  hi, 405, does not support the method",
        "POST, /function/ghost, hi, 404, function is not exist",
        "GET,  /function/ghost, '', 404, function is not exist",
        "POST, /function/f,  fail, 502, could not invoke: f - boom",
        "POST, /function/f,  sleep, 504, Function timed out"
    })
    void runsFunctions(String method, String path, String input, int status, String output) {
        Answer answer = bridge.send(method, path, input);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(output);
        if (status == 200) {
            assertThat(answer.body()).isEqualTo(input);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /system/scale-function     | {'ServiceName':'ghost','Replicas':1} | 404 | 5  | function is not exist",
                "GET    | /system/function-log/ghost | ''                                   | 404 | 5  | function is not exist",
                "DELETE | /system/function/ghost     | ''                                   | 404 | 5  | function is not exist",
                "GET    | /system/function/ghost     | ''                                   | 404 | 5  | function is not exist",
                "PUT    | /system/functions          | {'Service':'ghost','Image':'i'}      | 404 | 5  | deployments.apps \"ghost\" not found",
                "POST   | /system/functions          | {'Service':'f','Image':'i'}          | 409 | 6  | deployments.apps \"f\" already exists",
                "POST   | /system/functions          | {'Service':'g','Image':'i','Secrets':['nope']} | 400 | 3 | secrets \"nope\" not found"
            })
    void answersErrorsWithTheGatewaysMessage(
            String method, String path, String body, int status, int code, String message) {
        Answer answer = bridge.send(method, path, body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("code").intValue()).isEqualTo(code);
        assertThat(answer.json().path("message").stringValue()).isEqualTo(message);
    }

    @Test
    void returnsTextsOfTheGateway() {
        assertThat(bridge.get("/system/function-log/f").body())
                .isEqualTo("{\"Msg\":\"---\\nName: f\\nLog:\\nline of f\\n\"}");
        assertThat(bridge.get("/system/info").body()).isEqualTo("{\"Msg\":\"{}\"}");
        assertThat(bridge.get("/healthz").body()).isEqualTo("{\"Msg\":\"OK\"}");
    }

    @Test
    void deploysWithoutBoundsOnReplicas() {
        assertThat(bridge.post("/system/functions", "{\"Service\":\"bare\",\"Image\":\"i\"}")
                        .body())
                .isEqualTo("{\"Msg\":\"OK\"}");
        assertThat(bridge.get("/system/function/bare").body())
                .isEqualTo("{\"Name\":\"bare\",\"Image\":\"i\",\"InvocationCount\":\"0\",\"Replicas\":\"1\","
                        + "\"AvailableReplicas\":\"0\",\"Annotations\":{},\"Labels\":{}}");
        assertThat(bridge.delete("/system/function/bare").body()).isEqualTo("{\"Msg\":\"OK\"}");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void isNotHealthyWithoutTheGateway() throws InterruptedException {
        gateway.close();
        Answer answer = bridge.get("/healthz");
        for (int i = 0; i < 100 && answer.status() == 200; i++) {
            Thread.sleep(100); // the last finding counts for a second
            answer = bridge.get("/healthz");
        }
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").intValue()).isEqualTo(14);
        assertThat(bridge.get("/system/functions").json().path("code").intValue())
                .isEqualTo(14);
    }
}
