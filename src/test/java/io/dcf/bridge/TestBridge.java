package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.problemtype.ProblemType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.core.StandardContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole bridge, started as {@code main} starts it, on a free port, and asked over real HTTP. */
public final class TestBridge implements AutoCloseable {

    /** Tests ask by whatever name. */
    static final String[] DEFAULTS = {
        "server.port=0", "bridge.embedded.port=0", "bridge.embedded.data-dir=memory", "bridge.security.hosts=*"
    };

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Set<String> PROBLEM_TYPES =
            Stream.of(ProblemType.values()).map(ProblemType::id).collect(Collectors.toSet());

    private final ConfigurableApplicationContext context;

    private TestBridge(String... settings) {
        context = new SpringApplicationBuilder(BridgeApplication.class)
                .properties(DEFAULTS)
                .run(settings);
    }

    /** The bridge with the embedded gateway. */
    public static TestBridge embedded(String... settings) {
        return new TestBridge(settings);
    }

    /** The bridge before a gateway. */
    public static TestBridge before(TestGateway gateway, String... settings) {
        return before(gateway.port(), settings);
    }

    /** The bridge before whatever listens on a port of this machine. */
    public static TestBridge before(int port, String... settings) {
        return at("127.0.0.1:" + port, settings);
    }

    /** The bridge before the gateway of a target; TLS or not is the settings' to say. */
    public static TestBridge at(String target, String... settings) {
        return new TestBridge(Stream.concat(Stream.of("--bridge.gateway.address=" + target), Stream.of(settings))
                .toArray(String[]::new));
    }

    /** An answer. */
    public record Answer(int status, String body, HttpResponse<byte[]> response) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public byte[] bytes() {
            return response.body();
        }

        /** The type of every problem has a page. */
        private Answer checked() {
            if (header("Content-Type").equals("application/problem+json") && !body.isEmpty()) {
                String type = json().path("type").asString();
                assertThat(PROBLEM_TYPES).contains(type.substring(type.lastIndexOf('/') + 1));
            }
            return this;
        }

        /** Whether one of the problem's violations points there. */
        public boolean pointsTo(String pointer) {
            return Stream.iterate(0, i -> i < json().path("violations").size(), i -> i + 1)
                    .anyMatch(i -> json().path("violations")
                            .get(i)
                            .path("pointer")
                            .stringValue()
                            .equals(pointer));
        }
    }

    public ApplicationContext context() {
        return context;
    }

    public int port() {
        return Integer.parseInt(String.valueOf(setting("local.server.port")));
    }

    public boolean has(String bean) {
        return context.containsBean(bean);
    }

    public @Nullable String setting(String name) {
        return context.getEnvironment().getProperty(name);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** How many requests wait for something while no thread of the container's does. */
    public long waiting() {
        var server = (TomcatWebServer) ((ServletWebServerApplicationContext) context).getWebServer();
        return Stream.of(server.getTomcat().getHost().findChildren())
                .mapToLong(each -> ((StandardContext) each).getInProgressAsyncCount())
                .sum();
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    public Answer put(String path, String json, String... headers) {
        return send(
                "PUT",
                path,
                json,
                Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                        .toArray(String[]::new));
    }

    public Answer delete(String path) {
        return send("DELETE", path, "");
    }

    public Answer send(String method, String path, String body, String... headers) {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer send(String method, String path, byte[] body, String... headers) {
        return sendAsync(method, path, body, headers).join();
    }

    public CompletableFuture<Answer> sendAsync(String method, String path, String body) {
        return sendAsync(method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<Answer> sendAsync(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray())
                .thenApply(response -> new Answer(
                                response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response)
                        .checked());
    }

    @Override
    public void close() {
        context.close();
    }
}
