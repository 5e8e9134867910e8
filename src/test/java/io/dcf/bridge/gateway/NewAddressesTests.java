package io.dcf.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.BridgeApplication;
import io.dcf.bridge.TestGateway;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name whose addresses change while the bridge runs in a JVM of its own, whose caches of names are the real ones. */
class NewAddressesTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path files;

    @ParameterizedTest
    @ValueSource(strings = {"dns:///gateway.test:PORT", "gateway.test:PORT,other.test:PORT"})
    void followsANameToNewAddresses(String target) throws Exception {
        try (TestGateway old = new TestGateway();
                TestGateway added = new TestGateway("127.0.0.2", old.port(), InsecureServerCredentials.create())) {
            name("127.0.0.1");
            int port = freePort();
            Process bridge = start(port, target.replace("PORT", Integer.toString(old.port())));
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> list(port) == 200);
                assertThat(added.methods()).isEmpty();

                name("127.0.0.1", "127.0.0.2");
                await().atMost(SOON)
                        .until(() -> list(port) == 200 && !added.methods().isEmpty());

                name("127.0.0.2");
                await().atMost(SOON).until(() -> {
                    int before = old.methods().size();
                    return list(port) == 200
                            && list(port) == 200
                            && list(port) == 200
                            && old.methods().size() == before;
                });
            } finally {
                bridge.destroy();
                bridge.waitFor();
            }
        }
    }

    private void name(String... addresses) throws IOException {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        for (String address : addresses) {
            hosts.append(address).append(" gateway.test\n");
        }
        Files.writeString(files.resolve("hosts"), hosts);
    }

    private Process start(int port, String target) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + files.resolve("hosts"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BridgeApplication.class.getName(),
                        "--server.port=" + port,
                        "--bridge.gateway.address=" + target)
                .redirectErrorStream(true)
                .redirectOutput(files.resolve("log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int list(int port) throws InterruptedException {
        URI functions = URI.create("http://127.0.0.1:" + port + "/api/v1/functions");
        try {
            return CLIENT.send(HttpRequest.newBuilder(functions).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
