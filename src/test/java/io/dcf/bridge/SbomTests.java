package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge.Answer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the bridge is made of is served, and listed; Maven makes neither while it is offline. */
@Tag("any-jdk")
class SbomTests {

    private static TestBridge bridge;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void isServedAsCycloneDx() throws Exception {
        assertThat(bridge.get("/actuator/sbom").json().path("ids").toString()).isEqualTo("[\"application\"]");
        Answer sbom = bridge.get("/actuator/sbom/application");
        assertThat(sbom.status()).isEqualTo(200);
        assertThat(sbom.header("Content-Type")).startsWith("application/vnd.cyclonedx+json");
        assertThat(new JsonParser().validate(sbom.bytes(), Version.VERSION_16)).isEmpty();
        assertThat(bridge.get("/actuator/sbom/other").status()).isEqualTo(404);
    }

    @Test
    void namesWhatTheBridgeRunsOn() {
        List<String> jars = StreamSupport.stream(components().spliterator(), false)
                .map(part -> part.path("name").stringValue() + "-"
                        + part.path("version").stringValue() + ".jar")
                .toList();
        List<String> running = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
        assertThat(jars)
                .hasSizeGreaterThan(100)
                .allSatisfy(jar -> assertThat(running).contains(jar));
        assertThat(jars)
                .anySatisfy(jar -> assertThat(jar).startsWith("grpc-netty-shaded-"))
                .anySatisfy(jar -> assertThat(jar).startsWith("spring-boot-"))
                .anySatisfy(jar -> assertThat(jar).startsWith("tomcat-embed-core-"))
                .noneSatisfy(jar -> assertThat(jar).startsWith("junit"));
    }

    @Test
    void saysOfEachPartItsHashAndLicence() {
        assertThat(components()).allSatisfy(part -> {
            assertThat(part.path("hashes").toString()).contains("SHA-256");
            assertThat(part.path("licenses")).isNotEmpty();
        });
    }

    @Test
    void isOfTheSamePartsAsTheListOfLicences() throws Exception {
        String licences = Files.readString(Path.of("target/classes/META-INF/THIRD-PARTY.txt"));
        assertThat(components())
                .allSatisfy(part -> assertThat(licences)
                        .contains("(" + part.path("group").stringValue() + ":"
                                + part.path("name").stringValue() + ":"
                                + part.path("version").stringValue() + " - "));
    }

    private static JsonNode components() {
        return bridge.get("/actuator/sbom/application").json().path("components");
    }
}
