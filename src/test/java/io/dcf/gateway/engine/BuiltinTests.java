package io.dcf.gateway.engine;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltinTests {

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "a\r\nb\u0000", "grüße ☃ 😀"})
    void echoesText(String text) {
        gateway.deploy("a", "builtin/echo");
        assertThat(gateway.invoke("a", text)).isEqualTo(text);
    }

    @Test
    void echoesAnyBytes() throws Exception {
        gateway.deploy("a", "builtin/echo");
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        BlockingClientCall<InvokeServiceRequest, Messages> call = gateway.invokes();
        call.write(input("a", ByteString.copyFrom(bytes)));
        assertThat(call.read().getOutput().toByteArray()).isEqualTo(bytes);
    }

    @Test
    void tellsItsOwnEnvironmentInOrder() {
        gateway.deploy("a", "builtin/env", Map.of("B", "2", "A", "x=y", "A_1", ""));
        assertThat(gateway.invoke("a", "ignored")).isEqualTo("A=x=y\nA_1=\nB=2\n");
    }

    @Test
    void tellsNothingOfTheProcess() {
        assertThat(System.getenv()).isNotEmpty();
        gateway.deploy("a", "builtin/env");
        assertThat(gateway.invoke("a", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    })
    void digests(String input, String digest) {
        gateway.deploy("a", "builtin/sha256");
        assertThat(gateway.invoke("a", input)).isEqualTo(digest);
    }

    @Test
    void sleepsOneSecondWithoutDelay() {
        gateway.deploy("a", "builtin/sleep");
        long start = System.nanoTime();
        assertThat(gateway.invoke("a", "abc")).isEqualTo("abc");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20ms", "20", "PT0.02S"})
    void sleepsItsDelay(String delay) {
        gateway.deploy("a", "builtin/sleep", Map.of("DELAY", delay));
        long start = System.nanoTime();
        assertThat(gateway.invoke("a", "abc")).isEqualTo("abc");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    /** Sixty default sleeps, one after the other, would outlast the deadline. */
    @Test
    void sleepsNoLongerThanItsDelay() throws Exception {
        gateway.deploy("a", "builtin/sleep", Map.of("DELAY", "0"));
        BlockingClientCall<InvokeServiceRequest, Messages> call = gateway.invokes();
        for (int i = 0; i < 60; i++) {
            call.write(input("a", ""));
            assertThat(call.read()).isNotNull();
        }
    }

    @Test
    void failsWithItsMessage() {
        gateway.deploy("a", "builtin/fail", Map.of("MESSAGE", "kein Glück\n100%"));
        assertRefused(Code.INTERNAL, () -> gateway.invoke("a", "x")).contains("'a'", "kein Glück\n100%");
    }

    @Test
    void failsWithoutMessage() {
        gateway.deploy("a", "builtin/fail");
        assertRefused(Code.INTERNAL, () -> gateway.invoke("a", "x")).contains("'a'", "builtin/fail");
    }
}
