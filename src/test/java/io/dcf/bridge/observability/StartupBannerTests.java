package io.dcf.bridge.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartupBannerTests {

    @Test
    void namesVersionUrlsAndMainSettings(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded()) {
            String url = "http://localhost:" + bridge.port();
            assertThat(banner(output)).hasSize(9);
            assertThat(banner(output).get(0)).contains("DCF Bridge ");
            assertThat(banner(output).get(1)).endsWith("Console     " + url + "/console/");
            assertThat(banner(output).get(2)).endsWith("API         " + url + "/api/v1");
            assertThat(banner(output).get(3)).endsWith("Swagger UI  " + url + "/swagger-ui/index.html");
            assertThat(banner(output).get(4)).endsWith("OpenAPI     " + url + "/v3/api-docs");
            assertThat(banner(output).get(5)).contains("embedded, at 127.0.0.1:", "dialect guide");
            assertThat(banner(output).get(6)).contains("in memory");
            assertThat(output).contains("it forgets its functions when it stops");
            assertThat(banner(output).get(7)).contains("Security");
            assertThat(banner(output).get(8))
                    .contains("Threads", Runtime.version().feature() >= 21 ? "virtual, one" : "a pool");
        }
    }

    @Test
    void namesTheStorageOfFunctions(CapturedOutput output, @TempDir Path directory) {
        try (TestBridge bridge = TestBridge.embedded("--bridge.embedded.data-dir=" + directory)) {
            assertThat(bridge.get("/actuator/health").body())
                    .as("the database is nobody else's business")
                    .contains("gateway")
                    .doesNotContain("database", "\"db\"", directory.toString());
            assertThat(banner(output).get(6)).endsWith("in " + directory);
            assertThat(output).contains("it keeps its functions in " + directory);
        }
    }

    @Test
    void namesAnExternalGateway(CapturedOutput output) throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
            assertThat(banner(output).get(5)).contains(gateway.address());
        }
    }

    private static List<String> banner(CapturedOutput output) {
        return output.getOut()
                .lines()
                .dropWhile(line -> !line.contains("StartupBanner"))
                .limit(9)
                .toList();
    }
}
