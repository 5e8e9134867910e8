package io.dcf.bridge.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTests {

    private static final List<String> NONE = List.of();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dial tcp 10.1.2.3:50051: refused | dial tcp [...]: refused",
                "10.1.2.3 is gone, 10.1.2.34 is not | [...] is gone, 10.1.2.34 is not",
                "no route to GW.example.org | no route to [...]",
                "connect gateway:10000 failed, says the gateway | connect [...] failed, says the gateway",
                "no route to fe80::1 or [fe80::1]:7 | no route to [...] or [...]",
                "127.0.0.1 and 127.0.0.1:32222 | 127.0.0.1 and [...]",
                "wrong token abc.def | wrong token [...]",
                "wrong token s3cret | wrong token [...]"
            })
    void hidesTheGatewaysAddressesAndCredentials(String text, String shown) {
        CallContext call = new CallContext("id", TraceParent.random(), null, Map.of("authorization", "Bearer abc.def"));
        SocketAddress peer = new InetSocketAddress("127.0.0.1", 32222);
        String configured = "static://10.1.2.3:50051,gw.example.org:80,gateway:10000,[fe80::1]:7";
        assertThat(Redaction.of(text, "-", Redaction.secrets(configured, "s3cret", peer, call)))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bridge.embedded.allow-remote=true lets functions be elsewhere",
                "row:1001 of app.py:42 is wrong",
                "see http://docs.example.org/errors#12, or ask 10.0.0.9:53",
                "java.lang.IllegalStateException: boom",
                "could not invoke: rpc error: code = Unavailable"
            })
    void keepsWhatOnlyLooksLikeOne(String text) {
        assertThat(Redaction.of(text, "-", Redaction.secrets("gateway:10000", "s3cret", null, null)))
                .isEqualTo(text);
    }

    @Test
    void dropsStackFrames() {
        assertThat(Redaction.of("boom\n\tat io.x.Y.z(Y.java:1)\n\tat io.x.Y.w(Y.java:2)", "-", NONE))
                .isEqualTo("boom");
    }

    @Test
    void boundsTheLength() {
        assertThat(Redaction.of("x".repeat(100_000), "-", NONE)).hasSizeLessThan(600);
    }

    @Test
    void fallsBackWhereNothingIsLeft() {
        assertThat(Redaction.of(null, "-", NONE)).isEqualTo("-");
        assertThat(Redaction.of(" \n ", "-", NONE)).isEqualTo("-");
    }
}
