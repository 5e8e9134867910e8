import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Starts the bridge with the command given, with its embedded gateway, and uses it as people will, so that the JVM learns
 * what to keep in the AOT cache. An answer that is not the expected one ends the build.
 */
class Training {

    private static final int ROUNDS = 40;
    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] command) throws IOException, InterruptedException {
        Process bridge = new ProcessBuilder(command).inheritIO().start();
        try {
            new Training().run(bridge);
            bridge.destroy(); // SIGTERM: the JVM writes the cache as it ends
            int status = bridge.waitFor();
            if (status != 143) {
                throw new IllegalStateException("the bridge ended with " + status);
            }
        } finally {
            bridge.destroyForcibly();
        }
    }

    private void run(Process bridge) throws IOException, InterruptedException {
        awaitReady(bridge);
        String definition = "{\"service\":\"echo\",\"image\":\"builtin/echo\",\"labels\":{\"team\":\"demo\"},"
                + "\"limits\":{\"memory\":\"64Mi\",\"cpu\":\"100m\"}}";
        for (int round = 0; round < ROUNDS; round++) {
            expect(201, "POST", "/api/v1/functions", definition);
            expect(409, "POST", "/api/v1/functions", definition);
            expect(200, "PUT", "/api/v1/functions/echo", definition);
            expect(200, "PUT", "/api/v1/functions/echo/replicas", "{\"replicas\":2}");
            expect(200, "POST", "/api/v1/functions/echo/invocations", "hello");
            expect(200, "POST", "/function/echo", "hello");
            expect(200, "GET", "/api/v1/functions", "");
            expect(200, "GET", "/api/v1/functions/echo", "");
            expect(200, "GET", "/api/v1/functions/echo/logs?tail=5", "");
            expect(200, "GET", "/api/v1/info", "");
            expect(400, "POST", "/api/v1/functions", "{\"servise\":\"echo\",\"limits\":{\"memory\":\"lots\"}}");
            expect(400, "POST", "/api/v1/functions", "{");
            expect(404, "POST", "/function/ghost", "");
            expect(405, "PATCH", "/api/v1/functions", "");
            expect(204, "DELETE", "/api/v1/functions/echo", "");
        }
        expect(200, "GET", "/v3/api-docs", "");
        expect(200, "GET", "/swagger-ui/index.html", "");
        expect(200, "GET", "/livez", "");
        expect(404, "GET", "/actuator/prometheus", "");
        expect(200, "GET", ":8081/actuator/prometheus", "");
    }

    private void awaitReady(Process bridge) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (bridge.isAlive() && System.nanoTime() < end) {
            try {
                if (status("GET", "/readyz", "") == 200) {
                    return;
                }
            } catch (ConnectException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the bridge did not become ready");
    }

    private void expect(int status, String method, String path, String body) throws IOException, InterruptedException {
        int actual = status(method, path, body);
        if (actual != status) {
            throw new IllegalStateException(method + " " + path + " answered " + actual + ", not " + status);
        }
    }

    private int status(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost" + (path.startsWith(":") ? "" : ":8080") + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", path.contains("/function") && !path.contains("/api") ? "text/plain" : "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }
}
