package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.TestSettings;
import io.dcf.bridge.credential.Authenticator;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Settings of who may call that are wrong are reported, without a secret. */
@ExtendWith(OutputCaptureExtension.class)
class CredentialSettingsTests {

    static class Authentication {
        @Bean
        Optional<Authenticator> scheme(SecurityProperties properties) {
            return Optional.ofNullable(new SecurityConfiguration().scheme(properties, new SimpleAsyncTaskScheduler()));
        }
    }

    @TempDir
    private Path files;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode=token | | bridge.security.tokens-file is missing | sha256sum",
                "mode=token | FILE | cannot be read | sha256sum",
                "mode=token | FILE:# nobody | lists nobody | sha256sum",
                "mode=token | FILE:a:b | line 1) is not of the form | sha256sum",
                "mode=token | FILE:a:plain-secret:functions:read | line 1) has no SHA-256 | sha256sum",
                "mode=token | FILE:a:EMPTY:x | line 1) has the SHA-256 of nothing | sha256sum",
                "mode=token | FILE:a:HASH: | line 1) names no authorities | functions:read",
                "mode=token | FILE:a:HASH:x;b:HASH:y | line 2) repeats a token | sha256sum",
                "mode=basic | | bridge.security.users-file is missing | htpasswd",
                "mode=basic | FILE:a:plain-secret:functions:read | has a password that is no hash | htpasswd -nbBC 10 a",
                "mode=basic | FILE:a:{noop}plain-secret:functions:read | has a password that is no hash | htpasswd",
                "mode=jwt | | issuer-uri is missing | Name the OpenID provider",
                "mode=jwt --bridge.security.jwt.issuer-uri=http://x | | audience is missing | claim aud",
                "mode=passwords | | Setting: bridge.security.mode | one of none, basic, token, jwt",
                "functions=team | | must be pattern=authority | team-a-*=team-a",
                "origins=app.example.org | | must be an origin | https://app.example.org",
                "hosts=https://x | | must be a host's name | bridge.example.org",
                "hosts=x:8080 | | must be a host's name | bridge.example.org",
                "origins=* | | must be an origin | https://app.example.org"
            })
    void saysWhatIsWrongAndNoSecret(String setting, String file, String problem, String fix, CapturedOutput output)
            throws IOException {
        Path credentials = files.resolve("credentials");
        if (file != null && file.contains(":")) {
            String content =
                    file.substring(5).replace("HASH", TokenTests.sha256("x")).replace("EMPTY", TokenTests.sha256(""));
            Files.writeString(credentials, content.replace(";", "\n"));
        }
        String named = setting.contains("basic") ? "users-file" : "tokens-file";
        String given = file == null ? "" : " --bridge.security." + named + "=" + credentials;
        assertThatThrownBy(() -> TestSettings.read(
                new Class<?>[] {Authentication.class}, ("--bridge.security." + setting + given).split(" ")));
        assertThat(TestSettings.report(output)).contains(problem, fix);
        assertThat(output.getAll()).doesNotContain("plain-secret");
    }
}
