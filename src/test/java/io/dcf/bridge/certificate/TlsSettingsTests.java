package io.dcf.bridge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.TestCertificates;
import io.dcf.bridge.TestSettings;
import io.dcf.bridge.channel.GatewayProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

/** Unusable TLS files are reported with their setting, and without their content. */
@ExtendWith(OutputCaptureExtension.class)
class TlsSettingsTests {

    static class Certificates {
        @Bean
        Optional<GatewayCertificates> certificates(GatewayProperties properties) {
            return GatewayCertificates.of(properties.tls(), properties.address());
        }
    }

    @TempDir
    private Path files;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ca | nowhere.crt | cannot be read",
                "ca | tls.key | contains no valid certificate",
                "ca | noise | contains no PEM block",
                "certificate | tls.crt | key is missing",
                "key | tls.key | certificate is missing",
                "certificate=FILES/tls.crt --bridge.gateway.tls.key | other.key | is not the key of",
                "certificate=FILES/tls.crt --bridge.gateway.tls.key | tls.crt | contains no valid private key",
                "ca | tls.crt | contradicts another setting"
            })
    void namesTheFileThatTlsCannotUse(String setting, String file, String problem, CapturedOutput output)
            throws IOException {
        TestCertificates authority = new TestCertificates();
        TestCertificates.write(files, authority.sign("bridge"));
        Files.writeString(files.resolve("other.key"), authority.sign("other").privateKeyPkcs8Pem());
        Files.writeString(files.resolve("noise"), "noise");
        String given = "--bridge.gateway.tls." + setting.replace("FILES", files.toString()) + "=" + files.resolve(file);
        String enabled = "--bridge.gateway.tls.enabled=" + !problem.startsWith("contradicts");
        assertThatThrownBy(() -> TestSettings.read(
                new Class<?>[] {Certificates.class},
                Stream.concat(
                                Stream.of("--bridge.gateway.address=localhost:1", enabled),
                                Arrays.stream(given.split(" ")))
                        .toArray(String[]::new)));
        assertThat(TestSettings.report(output)).contains("Setting: bridge.gateway.tls.", problem);
        assertThat(output.getAll().replace("BEGIN PRIVATE KEY, without", "")).doesNotContain("BEGIN PRIVATE");
    }
}
