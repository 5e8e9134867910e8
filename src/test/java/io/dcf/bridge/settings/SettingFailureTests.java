package io.dcf.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.TestSettings;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An invalid setting is reported with its name, its value and the fix. */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class SettingFailureTests {

    @Test
    void reportsNothingForDefaults() {
        TestSettings.read();
    }

    /** Headers of connections, of gRPC and of the bridge would break calls, or would not arrive. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "proxy-connection",
                "Keep-Alive",
                "Transfer-Encoding",
                "upgrade",
                "te",
                "trailer",
                "host",
                "expect",
                "content-length",
                "Content-Type",
                "content-encoding",
                "accept-encoding",
                "User-Agent",
                "grpc-status",
                "x-key-bin",
                ":authority",
                "x-http-method",
                "Forwarded",
                "x-forwarded-port",
                "x y"
            })
    void refusesHeadersThatCannotBeForwarded(String name, CapturedOutput output) {
        assertThatThrownBy(() -> TestSettings.read("--bridge.gateway.forward-headers=x-tenant," + name));
        assertThat(TestSettings.report(output))
                .contains(
                        "Setting: bridge.gateway.forward-headers[1]",
                        "Value:   " + name.toLowerCase(Locale.ROOT),
                        "leave it out");
    }

    @Test
    void takesHeadersThatCanBeForwarded() {
        TestSettings.read(
                "--bridge.gateway.forward-headers=Authorization,cookie,accept-language,x-forwarded-for,x-http,test,bin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bridge.gateway.deadline | abc | a duration, such as 500ms, 30s or 10m",
                "bridge.gateway.deadline | -1s | must be between 1ms and 1d",
                "bridge.gateway.invoke-deadline | 0s | must be between 1ms and 365d",
                "bridge.gateway.address | nonsense | must be host:port",
                "bridge.gateway.address | host:99999 | must be host:port",
                "bridge.gateway.address | http://host:80 | must be host:port",
                "bridge.gateway.address | my_gateway:80 | must contain valid host names",
                "bridge.gateway.address | dns:///a..b:80 | must contain valid host names",
                "bridge.gateway.dialect | opnfx | one of guide, dcf, openfx",
                "logging.level.io.dcf | banana | one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF",
                "bridge.embedded.numbering | openfx | one of guide, dcf",
                "bridge.gateway.service-name | pb Gateway | the full name of a service, such as pb.Gateway",
                "bridge.gateway.adress | host:1 | bridge.gateway.address",
                "bridge.gateway.forward-headers | grpc-timeout | other than HTTP's and gRPC's own",
                "bridge.gateway.keepalive | 1s | must be between 10s and 365d",
                "bridge.gateway.tls.server-name | a b | must be the name of a host",
                "bridge.gateway.tls.enabled | maybe | true or false",
                "bridge.gateway.tls.enabeld | true | bridge.gateway.tls.enabled",
                "bridge.embedded.port | 99999 | must be a port, 0 to 65535",
                "bridge.embedded.port | x | a whole number",
                "bridge.embedded.address | nowhere.invalid | an address of this machine",
                "bridge.embedded.data-dir | a;b | a directory without ';' in its name",
                "bridge.gateway.deadline | 400000d | must be between 1ms and 1d",
                "bridge.limits.request-size | -1MB | must be between 1B and 1GB",
                "bridge.mode | gatway | must be bridge, or gateway",
                "bridge.limits.request-size | huge | a size, such as 512KB or 4MB",
                "bridge.limits.request-siez | 1MB | bridge.limits.request-size",
                "bridge.gateway.breaker.calls | 1 | must be 2 at least",
                "bridge.gateway.breaker.failure-rate | 101 | must be 100 at most",
                "bridge.shutdown.pause | 2h | must be between 0s and 1h",
                "bridge.shutdown.grace | 0s | must be between 1s and 1h",
                "bridge.proxies.trusted[0] | localhost | names are not resolved",
                "bridge.proxies.trusted[0] | 10.0.0.0/33 | or a network, such as 10.0.0.0/8",
                "bridge.proxies.header | x-real-ip | one of x-forwarded, forwarded",
                "bridge.limits.rate | 0 | must be between 1 and 1000000",
                "bridge.limits.requests | none | a whole number",
                "bridge.limits.memory | 1KB | must be between 64KB and 1TB",
                "bridge.limits.body-time | 1ms | must be between 100ms and 1d"
            })
    void namesTheSettingTheValueAndTheFix(String setting, String value, String fix, CapturedOutput output) {
        assertThatThrownBy(() -> TestSettings.read("--" + setting + "=" + value));
        assertThat(TestSettings.report(output)).contains("Setting: " + setting, "Value:", fix);
        assertThat(TestSettings.report(output)).contains(shown(value));
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.embedded.tokens, in-plain, must be a SHA-256",
        "bridge.gateway.token, in plain, must be printable ASCII",
        "bridge.gateway.token, in-plain --bridge.gateway.forward-headers=Authorization, must not contain authorization"
    })
    void showsNoToken(String setting, String value, String fix, CapturedOutput output) {
        assertThatThrownBy(() -> TestSettings.read(("--" + setting + "=" + value).split(" (?=--)")));
        assertThat(TestSettings.report(output)).contains(fix).doesNotContain("plain");
    }

    /** The text that Boot shows for parsed durations and sizes. */
    private static String shown(String value) {
        return switch (value) {
            case "-1s" -> "PT-1S";
            case "1s" -> "PT1S";
            case "0s" -> "PT0S";
            case "2h" -> "PT2H";
            case "400000d" -> "PT9600000H";
            case "-1MB" -> "-1048576B";
            case "1KB" -> "1024B";
            case "1ms" -> "PT0.001S";
            default -> value;
        };
    }
}
