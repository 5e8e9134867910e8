package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the ends of containers' logs. */
record ContainerLogs(ContainerEngine engine) {

    private static final int MAX_LINES = 10_000;
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_LAST_LINES = 50;
    private static final int MAX_LAST_BYTES = 64 << 10;

    /** The maximum size of a gRPC message, less what else is in it. */
    private static final int MAX_TOTAL_BYTES = (4 << 20) - (64 << 10);

    /**
     * A section for each container, in the format of the contract.
     *
     * @param reserved size of what else the message contains
     */
    String sections(List<ContainerStatus> containers, int reserved) {
        int share = (MAX_TOTAL_BYTES - reserved) / Math.max(1, containers.size());
        int max = Math.max(0, Math.min(MAX_BYTES, share));
        return containers.stream()
                .map(container -> "---\nName: " + container.name() + "\nLog:\n" + text(container, max))
                .collect(Collectors.joining());
    }

    private String text(ContainerStatus container, int maxBytes) {
        try {
            return engine.log(container.id(), MAX_LINES, maxBytes);
        } catch (RuntimeException e) {
            return "the log cannot be read: " + EngineFailures.sentence(e) + "\n";
        }
    }

    /** The last line written until a time; later lines are those of a process that the engine has restarted. */
    String lastLine(String id, Instant until) {
        try {
            return engine.log(id, MAX_LAST_LINES, MAX_LAST_BYTES)
                    .lines()
                    .filter(line -> !time(line).isAfter(until))
                    .reduce("", (earlier, later) -> later)
                    .replaceFirst("^\\S+ ", "");
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static Instant time(String line) {
        try {
            return Instant.parse(line.substring(0, Math.max(0, line.indexOf(' '))));
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }
}
