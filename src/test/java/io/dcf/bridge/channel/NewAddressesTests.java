package io.dcf.bridge.channel;

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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses of a name change while bridges run, each in its own JVM with its own cache of names. */
class NewAddressesTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path files;

    /** In each form of a target at once, since time passes here until names are looked up again. */
    @Test
    void followsANameToNewAddresses() throws Exception {
        name("127.0.0.1");
        try (Follower one = new Follower("dns:///gateway.test:PORT");
                Follower list = new Follower("gateway.test:PORT,other.test:PORT")) {
            List<Follower> followers = List.of(one, list);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(followers).allMatch(Follower::isAnswered));
            assertThat(followers).allMatch(follower -> follower.added.methods().isEmpty());

            name("127.0.0.1", "127.0.0.2");
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(followers).allMatch(Follower::asksTheAdded));

            name("127.0.0.2");
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(followers).allMatch(Follower::hasLeftTheOld));
        }
    }

    private void name(String... addresses) throws IOException {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        for (String address : addresses) {
            hosts.append(address).append(" gateway.test\n");
        }
        Files.writeString(files.resolve("hosts"), hosts);
    }

    /** A bridge, with a gateway of its own at each address. */
    private final class Follower implements AutoCloseable {

        private final TestGateway old = new TestGateway();
        private final TestGateway added = new TestGateway("127.0.0.2", old.port(), InsecureServerCredentials.create());
        private final int port = freePort();
        private final String target;
        private final Process bridge;

        Follower(String target) throws IOException {
            this.target = target;
            bridge = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Djdk.net.hosts.file=" + files.resolve("hosts"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            BridgeApplication.class.getName(),
                            "--server.port=" + port,
                            "--bridge.gateway.address=" + target.replace("PORT", Integer.toString(old.port())))
                    .redirectErrorStream(true)
                    .redirectOutput(files.resolve("log-" + port).toFile())
                    .start();
        }

        boolean isAnswered() {
            URI functions = URI.create("http://127.0.0.1:" + port + "/api/v1/functions");
            return CLIENT.sendAsync(HttpRequest.newBuilder(functions).build(), BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode)
                    .exceptionally(failure -> 0)
                    .join()
                    .equals(200);
        }

        boolean asksTheAdded() {
            return isAnswered() && !added.methods().isEmpty();
        }

        boolean hasLeftTheOld() {
            int before = old.methods().size();
            return isAnswered() && isAnswered() && isAnswered() && old.methods().size() == before;
        }

        @Override
        public void close() throws InterruptedException {
            bridge.destroy();
            bridge.waitFor();
            added.close();
            old.close();
        }

        @Override
        public String toString() {
            return target;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
