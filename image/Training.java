import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Starts the bridge, with its embedded gateway, by the given command and uses its main operations, so that the JVM
 * records them for the AOT cache. An unexpected response fails the build.
 */
class Training {

    private static final int ROUNDS = 40;
    private static final int PORT = Integer.getInteger("training.port", 8080);
    /** The maximum time without output; the start itself may take long on a busy machine. */
    private static final Duration SILENCE = Duration.parse(System.getProperty("training.silence", "PT15M"));

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile long lastOutput = System.nanoTime();

    public static void main(String[] command) throws IOException, InterruptedException {
        Process bridge = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            Training training = new Training();
            Thread output = new Thread(() -> training.copyOutput(bridge));
            output.setDaemon(true);
            output.start();
            training.run(bridge);
            // SIGTERM: the JVM writes the cache on exit; Process.destroy would close the output
            bridge.toHandle().destroy();
            int status = bridge.waitFor();
            if (status != 143) {
                throw new IllegalStateException("the bridge exited with " + status);
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

    private void copyOutput(Process bridge) {
        try (var lines = bridge.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastOutput = System.nanoTime();
                System.out.println(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process bridge) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long reported = begin;
        for (String answer = readiness(); !answer.equals("200"); answer = readiness()) {
            if (!bridge.isAlive()) {
                throw new IllegalStateException(
                        "the bridge exited with " + bridge.exitValue() + " before it was ready");
            }
            Duration silent = since(lastOutput);
            if (silent.compareTo(SILENCE) > 0) {
                throw new IllegalStateException("the bridge is not ready and has had no output for "
                        + silent.toSeconds() + " s: GET /readyz returned " + answer);
            }
            if (since(reported).compareTo(REPORT_INTERVAL) > 0) {
                reported = System.nanoTime();
                System.out.printf(
                        "training: waiting for 200 from GET /readyz, now %s; %d s so far, last output %d s ago%n",
                        answer, since(begin).toSeconds(), silent.toSeconds());
            }
            Thread.sleep(100);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private String readiness() throws IOException, InterruptedException {
        try {
            return String.valueOf(status("GET", "/readyz", ""));
        } catch (ConnectException e) {
            return "a refused connection";
        }
    }

    private void expect(int status, String method, String path, String body) throws IOException, InterruptedException {
        int actual = status(method, path, body);
        if (actual != status) {
            throw new IllegalStateException(method + " " + path + " answered " + actual + ", not " + status);
        }
    }

    private int status(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost" + (path.startsWith(":") ? "" : ":" + PORT) + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", path.contains("/function") && !path.contains("/api") ? "text/plain" : "application/json")
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }
}
