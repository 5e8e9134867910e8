package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * Two containers of the image, one of them a gateway, which the other finds by its name. Needs an engine and the image:
 * {@code docker build -t dcf-bridge .}, then {@code ./mvnw test -Dgroups=image -DexcludedGroups=}.
 */
@Tag("image")
@Testcontainers(disabledWithoutDocker = true)
class ImageTests {

    private static final String IMAGE = System.getProperty("image.name");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ECHO = "{\"service\":\"echo\",\"image\":\"builtin/echo\"}";
    private static final Network NETWORK = Network.newNetwork();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Container
    private static final GenericContainer<?> gateway = new GenericContainer<>(IMAGE)
            .withNetwork(NETWORK)
            .withNetworkAliases("gateway")
            .withCommand("--bridge.mode=gateway", "--bridge.security.allow-anonymous=true")
            .waitingFor(Wait.forHealthcheck().withStartupTimeout(TIMEOUT));

    @Container
    private static final GenericContainer<?> bridge = new GenericContainer<>(IMAGE)
            .dependsOn(gateway)
            .withNetwork(NETWORK)
            .withEnv("BRIDGE_GATEWAY_ADDRESS", "gateway:32222")
            .withEnv("BRIDGE_SECURITY_ALLOW_ANONYMOUS", "true")
            .withExposedPorts(8080)
            .waitingFor(Wait.forHttp("/readyz").withStartupTimeout(TIMEOUT));

    @Test
    void findsEverythingAgainOnceTheGatewayIsBack() throws Exception {
        assertThat(deploy()).isEqualTo(201);
        assertThat(invoke().body()).isEqualTo("hello");
        assertThat(scale()).isEqualTo(200);
        String before = describe().body();
        assertThat(before).contains("\"replicas\":3", "\"invocationCount\":1");

        gateway.getDockerClient().stopContainerCmd(gateway.getContainerId()).exec();
        assertThat(invoke().statusCode()).isEqualTo(503);
        gateway.getDockerClient().startContainerCmd(gateway.getContainerId()).exec();

        await(() -> describe().statusCode() == 200);
        assertThat(describe().body()).isEqualTo(before);
        assertThat(deploy()).isEqualTo(409);
        assertThat(invoke().body()).isEqualTo("hello");
        assertThat(describe().body()).contains("\"invocationCount\":2");
    }

    private static int scale() throws IOException, InterruptedException {
        return send(request("/api/v1/functions/echo/replicas")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"replicas\":3}")))
                .statusCode();
    }

    private static HttpResponse<String> describe() throws IOException, InterruptedException {
        return send(request("/api/v1/functions/echo"));
    }

    private static int deploy() throws IOException, InterruptedException {
        return post("/api/v1/functions", "application/json", ECHO).statusCode();
    }

    private static HttpResponse<String> invoke() throws IOException, InterruptedException {
        return post("/function/echo", "text/plain", "hello");
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://" + bridge.getHost() + ":" + bridge.getMappedPort(8080) + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("within " + TIMEOUT).isLessThan(end);
            Thread.sleep(200);
        }
    }
}
