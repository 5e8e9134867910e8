package io.dcf.gateway.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks the part of a container engine's API that gateways use, on a port of its own. Its containers are servers in this process, so that calls go
 * through.
 */
public final class StandInEngine implements AfterEachCallback {

    private static final JsonMapper JSON = new JsonMapper();

    /** A program that an image holds. */
    private record Image(String id, Supplier<ContainerProcess> program) {}

    private final Map<String, Image> images = new ConcurrentHashMap<>();
    private final Map<String, Image> registry = new ConcurrentHashMap<>();
    private final Map<String, StandInContainer> containers = new ConcurrentHashMap<>();
    private final List<BlockingQueue<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<String> pulls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int port;

    public StandInEngine() {
        listen();
    }

    private void listen() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** As {@code DOCKER_HOST} names it. */
    public String address() {
        return "tcp://localhost:" + port;
    }

    /** An image whose containers answer a text and the input; another of the same name takes its place, as a build does. */
    public void image(String name, String text) {
        images.put(name, new Image(newId(), () -> ContainerProcess.http(text)));
    }

    /** One whose containers listen after so many milliseconds. */
    public void slowImage(String name, int millis, String text) {
        images.put(name, new Image(newId(), () -> new ContainerProcess.Slow(millis, text)));
    }

    /** One whose containers speak {@code pb.FxWatcher}. */
    public void watcherImage(String name, String text) {
        images.put(name, new Image(newId(), () -> new ContainerProcess.Watcher(text)));
    }

    /** One whose containers do not start. */
    public void brokenImage(String name, String reason) {
        images.put(name, new Image(newId(), () -> {
            throw new IllegalStateException(reason);
        }));
    }

    /** An image that has to be pulled first. */
    public void registryImage(String name, String text) {
        registry.put(name, new Image(newId(), () -> ContainerProcess.http(text)));
    }

    /** The credentials of each pull, as they came. */
    public List<String> pulls() {
        return pulls;
    }

    public List<StandInContainer> containers() {
        return List.copyOf(containers.values());
    }

    /** Those that run for a function. */
    public List<StandInContainer> containers(String function) {
        return containers.values().stream()
                .filter(container -> function.equals(container.label("dcf.io/function")))
                .filter(container -> container.state().equals("running"))
                .toList();
    }

    /** A container that somebody else has made. */
    public StandInContainer foreign(String name, Map<String, String> labels) {
        return add(
                name,
                "sha256:other",
                JSON.valueToTree(Map.of("Labels", labels)),
                () -> ContainerProcess.http("foreign"));
    }

    /** A container that an inspection describes as this JSON says. */
    StandInContainer described(String json) {
        return add("described", "sha256:other", JSON.readTree(json), () -> ContainerProcess.http("described"));
    }

    /** The process in a container ends; it is not started again before {@link #start}. */
    public void kill(StandInContainer container, int exitCode) {
        container.end(exitCode, "restarting");
        tell("die", container, Map.of("exitCode", "" + exitCode));
    }

    public void start(StandInContainer container) {
        container.start();
        tell("start", container, Map.of());
    }

    /** As {@code docker rm -f} does. */
    public void remove(StandInContainer container) {
        containers.remove(container.id());
        container.end(137, "exited");
        tell("destroy", container, Map.of());
    }

    /** As {@code docker stop} does. */
    public void stop(StandInContainer container) {
        container.end(143, "exited");
        tell("die", container, Map.of("exitCode", "143"));
    }

    /** Answers nobody any more; containers go on. */
    public void disconnect() {
        server.stop(0);
    }

    public void reconnect() {
        listen();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop(0);
        threads.shutdownNow();
        containers.values().forEach(container -> container.end(0, "exited"));
    }

    private void tell(String action, StandInContainer container, Map<String, String> attributes) {
        Map<String, String> all = new HashMap<>(container.labels);
        all.putAll(attributes);
        Instant now = Instant.now();
        Map<String, Object> actor = Map.of("ID", container.id(), "Attributes", all);
        long nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        String event = JSON.writeValueAsString(
                        Map.of("Type", "container", "Action", action, "timeNano", nanos, "Actor", actor))
                + "\n";
        listeners.forEach(listener -> listener.add(event));
    }

    private static String newId() {
        return "sha256:" + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    }

    private StandInContainer add(String name, String image, JsonNode asked, Supplier<ContainerProcess> program) {
        String id = newId().substring("sha256:".length());
        StandInContainer container = new StandInContainer(id, name, image, asked, program);
        containers.put(id, container);
        return container;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        try {
            switch (path[0]) {
                case "version" -> reply(exchange, 200, Map.of("Version", "stand-in", "ApiVersion", "1.41"));
                case "events" -> events(exchange);
                case "images" -> images(exchange, String.join("/", path));
                case "containers" -> containers(exchange, path);
                default -> fail(exchange, 404, "page not found");
            }
        } catch (RuntimeException e) {
            fail(exchange, 500, String.valueOf(e.getMessage()));
        } finally {
            exchange.close();
        }
    }

    private void images(HttpExchange exchange, String path) throws IOException {
        if (path.equals("images/create")) {
            pull(exchange);
            return;
        }
        String name = path.replaceAll("^images/|/json$", "");
        if (!name.equals(name.toLowerCase(java.util.Locale.ROOT))) {
            fail(exchange, 400, "invalid reference format: repository name must be lowercase");
        } else if (images.containsKey(name)) {
            reply(exchange, 200, Map.of("Id", images.get(name).id()));
        } else {
            fail(exchange, 404, "No such image: " + name);
        }
    }

    private void pull(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        pulls.add(query.get("fromImage") + ":" + query.get("tag") + " "
                + exchange.getRequestHeaders().getFirst("X-Registry-Auth"));
        Image image = registry.get(query.get("fromImage"));
        if (image == null) {
            fail(exchange, 404, "pull access denied for " + query.get("fromImage") + ", repository does not exist");
            return;
        }
        images.put(query.get("fromImage"), image);
        exchange.sendResponseHeaders(200, 0);
        for (String line : List.of(
                "{\"status\":\"Pulling from library\",\"id\":\"latest\"}",
                "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1,\"total\":2},\"progress\":\"[=> ]\",\"id\":\"a\"}",
                "{\"status\":\"Pull complete\",\"progressDetail\":{},\"id\":\"a\"}")) {
            exchange.getResponseBody().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void containers(HttpExchange exchange, String[] path) throws IOException {
        if (path[1].equals("json")) {
            JsonNode labels = JSON.readTree(query(exchange).get("filters")).path("label");
            reply(
                    exchange,
                    200,
                    containers.values().stream()
                            .filter(container ->
                                    labels.values().stream().allMatch(label -> matches(container, label.asString())))
                            .map(StandInContainer::listed)
                            .toList());
        } else if (path[1].equals("create")) {
            create(exchange);
        } else if (containers.containsKey(path[1])) {
            container(exchange, containers.get(path[1]), path.length > 2 ? path[2] : "");
        } else {
            fail(exchange, 404, "No such container: " + path[1]);
        }
    }

    private static boolean matches(StandInContainer container, String label) {
        String[] parts = label.split("=", 2);
        return parts[1].equals(container.label(parts[0]));
    }

    private void create(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        Image image = images.get(asked.path("Image").asString());
        if (image == null) {
            fail(exchange, 404, "No such image: " + asked.path("Image").asString());
            return;
        }
        StandInContainer created = add(query(exchange).get("name"), image.id(), asked, image.program());
        reply(exchange, 201, Map.of("Id", created.id(), "Warnings", List.of()));
    }

    private void container(HttpExchange exchange, StandInContainer container, String action) throws IOException {
        switch (action) {
            case "json" -> reply(exchange, 200, container.asked());
            case "logs" -> logs(exchange, container);
            case "start" -> {
                start(container);
                exchange.sendResponseHeaders(204, -1);
            }
            case "stop" -> {
                stop(container);
                exchange.sendResponseHeaders(204, -1);
            }
            case "rename" -> {
                container.rename(query(exchange).get("name"));
                exchange.sendResponseHeaders(204, -1);
            }
            default -> {
                remove(container);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    /** Each line in a frame, as containers without a terminal have them. */
    private static void logs(HttpExchange exchange, StandInContainer container) throws IOException {
        int tail = Integer.parseInt(query(exchange).getOrDefault("tail", "1000000"));
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(frames);
        List<String> lines = container.lines;
        for (String line : lines.subList(Math.max(0, lines.size() - tail), lines.size())) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            data.writeInt(1 << 24);
            data.writeInt(bytes.length);
            data.write(bytes);
        }
        exchange.sendResponseHeaders(200, frames.size() == 0 ? -1 : frames.size());
        exchange.getResponseBody().write(frames.toByteArray());
    }

    private void events(HttpExchange exchange) throws IOException {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        listeners.add(events);
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            while (true) {
                exchange.getResponseBody().write(events.take().getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listeners.remove(events);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void fail(HttpExchange exchange, int status, String message) throws IOException {
        reply(exchange, status, Map.of("message", message));
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }
}
