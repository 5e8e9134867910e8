package io.dcf.bridge.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.dcf.bridge.RawGateway;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.gateway.independent.dcf.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what the bridge sends and reads with bytes that Python generated: {@code src/test/resources/golden}, {@code .ci/golden}. */
@Tag("any-jdk")
class GoldenTests {

    private static final byte[] INPUT = {0, 1, (byte) 0xff, (byte) 0xfe, 'h', 'e', 'l', 'l', 'o'};
    private static final String FUNCTION = "/api/v1/functions/golden";

    @ParameterizedTest
    @EnumSource
    void sendsTheBytesThatPythonMakes(Dialect dialect) throws IOException {
        String definition = new String(golden(dialect, "CreateFunctionRequest.json"), StandardCharsets.UTF_8);
        try (RawGateway gateway = gateway(dialect);
                TestBridge bridge = before(gateway, dialect)) {
            assertThat(bridge.post("/api/v1/functions", definition).status()).isEqualTo(201);
            assertThat(bridge.put(FUNCTION, definition).status()).isEqualTo(200);
            assertThat(bridge.put(FUNCTION + "/replicas", "{\"replicas\":300}").status())
                    .isEqualTo(200);
            assertThat(bridge.get(FUNCTION + "/logs").status()).isEqualTo(200);
            assertThat(bridge.delete(FUNCTION).status()).isEqualTo(204);
            readAll(bridge);

            assertReceived(gateway, dialect, "Deploy", "CreateFunctionRequest");
            assertReceived(gateway, dialect, "Update", "CreateFunctionRequest");
            assertReceived(gateway, dialect, "Delete", "DeleteFunctionRequest");
            assertReceived(gateway, dialect, "Invoke", "InvokeServiceRequest");
            assertReceived(gateway, dialect, "List", "Empty");
            assertReceived(gateway, dialect, "GetMeta", "FunctionRequest");
            assertReceived(gateway, dialect, "GetLog", "FunctionRequest");
            assertReceived(gateway, dialect, "ReplicaUpdate", "ScaleServiceRequest");
            assertReceived(gateway, dialect, "Info", "Empty");
            assertReceived(gateway, dialect, "HealthCheck", "Empty");
            if (dialect == Dialect.GUIDE) {
                assertReceived(gateway, dialect, "Describe", "FunctionRequest");
            }
            assertThat(gateway.received).hasSize(dialect == Dialect.GUIDE ? 11 : 10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheBytesThatPythonMakes(Dialect dialect) throws IOException {
        JsonNode function = json(golden(dialect, "Function.json"));
        String text = json(golden(dialect, "Message.json")).path("Msg").stringValue();
        try (RawGateway gateway = gateway(dialect);
                TestBridge bridge = before(gateway, dialect)) {
            Map<String, Answer> answers = readAll(bridge);
            JsonNode described = answers.get("Describe").json();
            assertThat(described).hasSize(dialect == Dialect.GUIDE ? 9 : 7);
            if (dialect == Dialect.GUIDE) {
                assertThat(described.path("createdAt").stringValue()).isEqualTo("2026-11-30T13:00:00.250Z");
                assertThat(described.path("definition")).isEqualTo(accepted(bridge));
            }
            for (String field : function.propertyNames()) {
                String name = Character.toLowerCase(field.charAt(0)) + field.substring(1);
                assertThat(described.path(name)).as(field).isEqualTo(function.path(field));
            }
            JsonNode functions = answers.get("List").json().path("functions");
            assertThat(functions).hasSize(2);
            assertThat(functions.get(0)).hasSize(7);
            functions
                    .get(0)
                    .properties()
                    .forEach(each ->
                            assertThat(each.getValue()).as(each.getKey()).isEqualTo(described.path(each.getKey())));
            assertThat(functions.get(1).path("name").stringValue()).isEqualTo("other");
            assertThat(answers.get("Invoke").body()).isEqualTo(text);
            assertThat(answers.get("Info").json().path("gateway").stringValue()).isEqualTo(text);
        }
    }

    @Test
    void carriesBytesThatAreNotUtf8() throws IOException {
        byte[] outputs = golden(Dialect.DCF, "Messages.bin");
        try (RawGateway gateway = new RawGateway(Dialect.DCF.serviceName(), Map.of("Invokes", outputs));
                TestBridge bridge = before(gateway, Dialect.DCF)) {
            assertThat(bridge.send("POST", "/function/golden", INPUT).bytes())
                    .isEqualTo(Messages.parseFrom(outputs).getOutput().toByteArray());
            assertReceived(gateway, Dialect.DCF, "Invokes", "InvokeServiceRequest");
        }
    }

    /** The dialects' test gateways read the same bytes, and say the same again, with nothing they do not know. */
    @ParameterizedTest
    @CsvSource({"DCF, dcf", "OPENFX, openfx"})
    void areReadByTheIndependentClassesToo(Dialect dialect, String name)
            throws ReflectiveOperationException, IOException {
        for (String message : new String[] {
            "CreateFunctionRequest",
            "DeleteFunctionRequest",
            "Empty",
            "Function",
            "FunctionRequest",
            "Functions",
            "InvokeServiceRequest",
            "Message",
            "ScaleServiceRequest"
        }) {
            byte[] bytes = golden(dialect, message + ".bin");
            Message read = (Message) Class.forName("io.dcf.gateway.independent." + name + "." + message)
                    .getMethod("parseFrom", byte[].class)
                    .invoke(null, bytes);
            assertThat(read.getUnknownFields().asMap()).as(message).isEmpty();
            assertThat(read.getAllFields())
                    .as(message)
                    .hasSameSizeAs(read.getDescriptorForType().getFields());
            assertThat(read.toByteArray()).as(message).isEqualTo(bytes);
        }
        assertThat(Messages.parseFrom(golden(Dialect.DCF, "Messages.bin")).getOutput())
                .isEqualTo(ByteString.fromHex("0001fffe6f7574"));
    }

    private static Map<String, Answer> readAll(TestBridge bridge) {
        return Map.of(
                "Invoke", bridge.send("POST", "/function/golden", INPUT),
                "List", bridge.get("/api/v1/functions"),
                "Describe", bridge.get(FUNCTION),
                "Info", bridge.get("/api/v1/info"));
    }

    /** The definition as the bridge returns it to the client that deploys it. */
    private static JsonNode accepted(TestBridge bridge) throws IOException {
        String definition = new String(golden(Dialect.GUIDE, "CreateFunctionRequest.json"), StandardCharsets.UTF_8);
        return bridge.post("/api/v1/functions", definition).json();
    }

    private static void assertReceived(RawGateway gateway, Dialect dialect, String method, String message)
            throws IOException {
        assertThat(gateway.received.get(dialect.serviceName() + "/" + method))
                .as(method)
                .isEqualTo(golden(dialect, message + ".bin"));
    }

    private static RawGateway gateway(Dialect dialect) throws IOException {
        byte[] text = golden(dialect, "Message.bin");
        Map<String, byte[]> answers = new HashMap<>(Map.of(
                "Invoke",
                text,
                "Info",
                text,
                "GetMeta",
                golden(dialect, "Function.bin"),
                "List",
                golden(dialect, "Functions.bin")));
        if (dialect == Dialect.GUIDE) {
            answers.put("Describe", golden(dialect, "FunctionDescription.bin"));
        }
        return new RawGateway(dialect.serviceName(), answers);
    }

    private static TestBridge before(RawGateway gateway, Dialect dialect) {
        return TestBridge.before(gateway.port(), "--bridge.gateway.dialect=" + dialect);
    }

    private static JsonNode json(byte[] text) {
        return JsonMapper.shared().readTree(text);
    }

    private static byte[] golden(Dialect dialect, String file) throws IOException {
        try (InputStream stream = GoldenTests.class.getResourceAsStream("/golden/" + dialect + "/" + file)) {
            return stream.readAllBytes();
        }
    }
}
