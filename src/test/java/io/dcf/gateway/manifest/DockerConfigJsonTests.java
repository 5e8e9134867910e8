package io.dcf.gateway.manifest;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigJsonTests {

    @ParameterizedTest
    @CsvSource({
        "hello, https://index.docker.io/v1/",
        "team/hello, https://index.docker.io/v1/",
        "registry.example.org/hello:1, registry.example.org",
        "localhost/hello, localhost",
        "registry:5000/hello, registry:5000"
    })
    void namesTheRegistryOfTheImage(String image, String registry) {
        String json = new String(
                Base64.getDecoder()
                        .decode(DockerConfigJson.of(definition("f", image)
                                .setRegistryAuth("dXNlcjpwYXNz")
                                .build())),
                StandardCharsets.UTF_8);
        assertThat(json).isEqualTo("{\"auths\":{\"" + registry + "\":{\"auth\":\"dXNlcjpwYXNz\"}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2V5", "user:pass"})
    void refusesOtherCredentials(String auth) {
        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> DockerConfigJson.of(
                        definition("f", "hello").setRegistryAuth(auth).build()));
    }
}
