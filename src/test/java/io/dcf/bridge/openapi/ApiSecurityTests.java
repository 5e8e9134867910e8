package io.dcf.bridge.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The authentication scheme in the OpenAPI document. */
class ApiSecurityTests {

    @TempDir
    private Path files;

    @ParameterizedTest
    @CsvSource({"none,,", "basic,basic,", "token,bearer,", "jwt,bearer,JWT"})
    void hasTheSchemeOfTheMode(String mode, String scheme, String format) throws IOException {
        Files.writeString(files.resolve("tokens"), "a:" + "0".repeat(64) + ":functions:read");
        Files.writeString(
                files.resolve("users"),
                "a:$2y$04$wlKXjIU8JOBrStgn9qZyOuVUDxKWVYjqG7XbJTg1eUYfPGd8nl6y.:functions:read");
        try (TestBridge bridge = TestBridge.embedded(
                "--bridge.security.mode=" + mode,
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--bridge.security.users-file=" + files.resolve("users"),
                "--bridge.security.jwt.issuer-uri=http://127.0.0.1:1",
                "--bridge.security.jwt.audience=bridge")) {
            JsonNode api = bridge.get("/v3/api-docs").json();
            JsonNode said = api.path("components").path("securitySchemes").path(mode);
            assertThat(said.path("scheme").asString(null)).isEqualTo(scheme);
            assertThat(said.path("bearerFormat").asString(null)).isEqualTo(format);
            assertThat(api.path("security").isEmpty()).isEqualTo(scheme == null);
            JsonNode optional = api.path("paths").path("/api/v1/me").path("get").path("security");
            assertThat(optional.toString()).isEqualTo(scheme == null ? "" : "[{},{\"" + mode + "\":[]}]");
            if (scheme != null) {
                assertThat(said.path("description").stringValue()).contains("bridge.security.");
                assertThat(api.path("security").get(0).has(mode)).isTrue();
                assertThat(api.path("components")
                                .path("responses")
                                .path("Unauthorized")
                                .toString())
                        .contains("The credentials are missing or wrong");
            }
        }
    }
}
