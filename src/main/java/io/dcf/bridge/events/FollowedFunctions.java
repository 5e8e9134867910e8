package io.dcf.bridge.events;

import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.EventFormat;
import io.dcf.bridge.stream.EventWriter;
import io.dcf.bridge.stream.OutputJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions as one client follows them, on the thread of its request: writes what differs from what it wrote last. */
final class FollowedFunctions {

    private final EventWriter events;
    private final OutputJson json;
    private final Grant grant;
    private @Nullable Map<String, FunctionRow> written;
    private @Nullable String failure;
    private long count;

    FollowedFunctions(EventWriter events, OutputJson json, Grant grant) {
        this.events = events;
        this.json = json;
        this.grant = grant;
    }

    /** Throws if the client has disconnected or may no longer read functions, and sends a heartbeat if one is due. */
    void check() throws IOException {
        grant.require();
        events.beat();
    }

    void write(FunctionSnapshot current) throws IOException {
        if (!Objects.equals(current.failure(), failure)) {
            write("gateway", gateway(current.failure()));
        }
        failure = current.failure();
        if (current.rows() != null) {
            write(visible(current.rows()));
        }
    }

    private static Map<String, Object> gateway(@Nullable String failure) {
        return failure == null ? Map.of("answers", true) : Map.of("answers", false, "detail", failure);
    }

    private Map<String, FunctionRow> visible(Map<String, FunctionRow> rows) {
        Map<String, FunctionRow> visible = new TreeMap<>(rows);
        visible.keySet().removeIf(name -> !grant.allows(name));
        return visible;
    }

    private void write(Map<String, FunctionRow> current) throws IOException {
        Map<String, FunctionRow> before = written;
        if (before == null) {
            write("functions", Map.of("functions", current.values()));
        } else if (!before.equals(current)) {
            List<FunctionRow> changed = current.values().stream()
                    .filter(row -> !row.equals(before.get(row.name())))
                    .toList();
            List<String> deleted = before.keySet().stream()
                    .filter(name -> !current.containsKey(name))
                    .toList();
            write("changes", Map.of("changed", changed, "deleted", deleted));
        }
        written = current;
    }

    private void write(String name, Object data) throws IOException {
        events.write(EventFormat.event(name, json.value(data)));
        count++;
    }

    void end() throws IOException {
        events.end(count);
    }
}
