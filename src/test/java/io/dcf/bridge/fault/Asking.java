package io.dcf.bridge.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call under way, of each kind that the bridge takes. */
final class Asking {

    enum Kind {
        READ("GET", "/api/v1/functions"),
        CHANGE("PUT", "/api/v1/functions/%s/replicas"),
        INVOKE("POST", "/function/%s"),
        LINES("POST", "/api/v1/functions/%s/stream"),
        EVENTS("POST", "/api/v1/functions/%s/stream"),
        SOCKET("GET", "/api/v1/functions/%s/stream");

        final String method;
        final String path;

        Kind(String method, String path) {
            this.method = method;
            this.path = path;
        }

        boolean isStream() {
            return ordinal() >= LINES.ordinal();
        }
    }

    /** How it ended: the status, or that of a stream's last event, the problem where there was one, and all that was heard. */
    record End(Kind kind, int status, @Nullable JsonNode problem, String heard, long millis) {
        String said(String field) {
            return problem == null ? "" : problem.path(field).asString("");
        }
    }

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "asking");
        thread.setDaemon(true);
        return thread;
    });
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(THREADS)
            .build();

    final Kind kind;
    /** Once a stream has had its first output. */
    final CompletableFuture<Void> begun = new CompletableFuture<>();

    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final StringBuffer heard = new StringBuffer();
    private final URI address;
    private final long start = System.nanoTime();

    private Asking(Kind kind, int port, String function) {
        this.kind = kind;
        String scheme = kind == Kind.SOCKET ? "ws" : "http";
        this.address = URI.create(scheme + "://127.0.0.1:" + port + kind.path.formatted(function));
    }

    static Asking start(Kind kind, int port, String function) {
        Asking asking = new Asking(kind, port, function);
        if (kind == Kind.SOCKET) {
            CLIENT.newWebSocketBuilder()
                    .buildAsync(asking.address, asking.new Frames())
                    .whenComplete((socket, failure) -> {
                        if (cause(failure) instanceof WebSocketHandshakeException refused) {
                            asking.end(refused.getResponse().statusCode(), null); // its body is not kept
                        } else if (failure != null) {
                            asking.end.completeExceptionally(failure);
                        } else {
                            socket.sendText("1", true);
                        }
                    });
        } else {
            THREADS.execute(asking::exchange);
        }
        return asking;
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    End end() {
        return end.join();
    }

    private void end(int status, @Nullable JsonNode problem) {
        end.complete(new End(kind, status, problem, heard.toString(), (System.nanoTime() - start) / 1_000_000));
    }

    private void exchange() {
        String body = kind == Kind.CHANGE ? "{\"replicas\":2}" : "1\n";
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(kind.method, kind == Kind.READ ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", kind.isStream() ? "application/x-ndjson" : "application/json")
                .header("Accept", kind == Kind.EVENTS ? "text/event-stream" : "*/*")
                .build();
        try {
            HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                read(response.statusCode(), lines);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private void read(int status, BufferedReader lines) throws IOException {
        String last = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.append(line).append('\n');
            begun.complete(null);
            last = line.isEmpty() || line.startsWith(":") ? last : line;
        }
        if (status >= 400) {
            end(status, JsonMapper.shared().readTree(last));
        } else if (last.contains("{\"problem\":")) {
            ended(JsonMapper.shared()
                    .readTree(last.substring(last.indexOf('{')))
                    .path("problem"));
        } else if (last.startsWith("data: ") && last.contains("\"retryable\":")) {
            ended(JsonMapper.shared().readTree(last.substring(last.indexOf('{'))));
        } else {
            end(status, null);
        }
    }

    private void ended(JsonNode problem) {
        end(problem.path("status").asInt(), problem);
    }

    private final class Frames implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.append(data);
            begun.complete(null);
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heard.append(StandardCharsets.UTF_8.decode(data));
            begun.complete(null);
            return WebSocket.Listener.super.onBinary(socket, data, last);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            if (code == WebSocket.NORMAL_CLOSURE) {
                end(200, null);
            } else {
                end(code - 4000, JsonMapper.shared().readTree(reason));
            }
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            end.completeExceptionally(failure);
        }
    }
}
