package io.dcf.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "function 'x' is not there | function 'x' is not there",
                "dial tcp 10.1.2.3:50051: refused | dial tcp [...]: refused",
                "connect localhost:50051 failed | connect [...] failed",
                "no route to echo.openfx-fn.svc:50051 | no route to [...]",
                "no route to [fe80::1]:50051 | no route to [...]",
                "no route to postgres:5432 | no route to [...]",
                "see http://etcd:2379/v2 | see [...]",
                "lookup gw on 10.0.0.10:53 failed | lookup [...] on [...] failed",
                "host gw-internal.corp.example.org is down | host [...] is down",
                "no route to fe80::1:2 or ::1 | no route to [...] or [...]",
                "no route to [fe80::1%eth0]:50051 | no route to [...]",
                "at 12:30:45 image 'postgres:15' was pulled | at 12:30:45 image 'postgres:15' was pulled",
                "java.lang.IllegalStateException: boom | [...]: boom",
                "could not invoke: rpc error: code = Unavailable | could not invoke: rpc error: code = Unavailable"
            })
    void hidesAddressesAndClassNames(String text, String shown) {
        assertThat(Redaction.of(text, "-")).isEqualTo(shown);
    }

    @Test
    void dropsStackFrames() {
        assertThat(Redaction.of("boom\n\tat io.x.Y.z(Y.java:1)\n\tat io.x.Y.w(Y.java:2)", "-"))
                .isEqualTo("boom");
    }

    @Test
    void boundsTheLength() {
        assertThat(Redaction.of("x".repeat(100_000), "-")).hasSizeLessThan(600);
    }

    @Test
    void fallsBackWhereNothingIsLeft() {
        assertThat(Redaction.of(null, "-")).isEqualTo("-");
        assertThat(Redaction.of(" \n ", "-")).isEqualTo("-");
    }
}
