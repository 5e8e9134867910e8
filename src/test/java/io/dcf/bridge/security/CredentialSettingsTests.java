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

/** Invalid settings of credentials are reported without a secret. */
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
                "mode=token | | bridge.security.tokens-file is not set | sha256sum",
                "mode=token | FILE | cannot be read | sha256sum",
                "mode=token | FILE:# nobody | has no entries | sha256sum",
                "mode=token | FILE:a:b | line 1) does not have the form | sha256sum",
                "mode=token | FILE:a:plain-secret:functions:read | line 1) does not have a SHA-256 | sha256sum",
                "mode=token | FILE:a:EMPTY:x | line 1) has the SHA-256 of an empty text | sha256sum",
                "mode=token | FILE:a:HASH: | line 1) has no authorities | functions:read",
                "mode=token | FILE:a:HASH:x;b:HASH:y | line 2) repeats a token | sha256sum",
                "mode=basic | | bridge.security.users-file and bridge.security.users are not set | htpasswd",
                "mode=basic | FILE:a:plain-secret:functions:read | has a password that is not hashed | htpasswd -nbBC 10 a",
                "mode=basic | FILE:a:{noop}plain-secret:functions:read | has a password that is not hashed | htpasswd",
                "mode=jwt | | issuer-uri and jwk-set-uri are not set | Set it to the OpenID provider",
                "mode=jwt --bridge.security.jwt.issuer-uri=http://x | | audience is not set | claim aud",
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
