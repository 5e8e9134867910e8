package io.dcf.gateway.docker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** A container of the {@link StandInEngine}. */
public final class StandInContainer {

    final String id;
    final String image;
    final JsonNode asked;
    final Map<String, String> labels = new HashMap<>();
    private final long created = System.currentTimeMillis() / 1000;
    final List<String> lines = new CopyOnWriteArrayList<>();
    private final Supplier<ContainerProcess> program;
    private String name;
    private String state = "created";
    private int exitCode;
    private ContainerProcess process;

    /** @param asked what the container was created from */
    StandInContainer(String id, String name, String image, JsonNode asked, Supplier<ContainerProcess> program) {
        this.id = id;
        this.name = name;
        this.image = image;
        this.asked = asked;
        this.program = program;
        asked.path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
    }

    public String id() {
        return id;
    }

    public synchronized String name() {
        return name;
    }

    synchronized void rename(String other) {
        name = other;
    }

    /** What the engine was asked to create. */
    public JsonNode asked() {
        return asked;
    }

    public String label(String key) {
        return labels.get(key);
    }

    public synchronized String state() {
        return state;
    }

    /** Adds a line to its log. */
    public void write(String line) {
        lines.add(Instant.now() + " " + line);
    }

    synchronized void start() {
        if (process == null) {
            process = program.get();
            state = "running";
        }
    }

    synchronized void end(int code, String next) {
        if (process != null) {
            process.close();
            process = null;
        }
        exitCode = code;
        state = next;
    }

    synchronized Map<String, Object> listed() {
        int port = asked.path("ExposedPorts").propertyNames().stream()
                .map(each -> Integer.parseInt(each.replace("/tcp", "")))
                .findFirst()
                .orElse(0);
        List<Map<String, Object>> ports = new ArrayList<>();
        if (process != null) {
            ports.add(Map.of("IP", "127.0.0.1", "PrivatePort", port, "PublicPort", process.port(), "Type", "tcp"));
        }
        return Map.of(
                "Id", id,
                "Names", List.of("/" + name),
                "ImageID", image,
                "Created", created,
                "State", state,
                "Status", state.equals("running") ? "Up 1 second" : state + " (" + exitCode + ") 1 second ago",
                "Labels", labels,
                "Ports", ports);
    }
}
