package io.dcf.bridge.functionlog;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.EventWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One followed log, on the thread of its request: writes the lines that the client does not have yet. */
final class FollowedLog {

    /** What a line takes in memory beside its text, in bytes. */
    private static final int LINE_OVERHEAD = 64;

    private final EventWriter events;
    private final BiFunction<FunctionLog, FunctionLog, byte[]> lineEvents;
    private final UnaryOperator<FunctionLog> start;
    private final RequestPermits permits;
    private final Grant grant;
    private @Nullable FunctionLog known;
    private long held;
    private long lines;

    /**
     * @param lineEvents the events of the new lines of a log, given the log and the new lines
     * @param start selects the lines of the first reading that are written
     */
    FollowedLog(
            EventWriter events,
            BiFunction<FunctionLog, FunctionLog, byte[]> lineEvents,
            UnaryOperator<FunctionLog> start,
            RequestPermits permits,
            Grant grant) {
        this.events = events;
        this.lineEvents = lineEvents;
        this.start = start;
        this.permits = permits;
        this.grant = grant;
    }

    /** Writes the new lines of a log, and keeps the log to compare the next one with it. */
    void write(FunctionLog log) throws IOException {
        permits.adjustMemory(size(log) - held);
        held = size(log);
        FunctionLog fresh = known == null ? start.apply(log) : log.after(known);
        if (!fresh.lines().isEmpty()) {
            events.write(lineEvents.apply(log, fresh));
        } else if (known == null) {
            events.begin(); // shows the client that the log is followed
        }
        lines += fresh.lines().size();
        known = log;
    }

    private static long size(FunctionLog log) {
        return log.lines().stream()
                .mapToLong(line -> LINE_OVERHEAD + line.text().length())
                .sum();
    }

    /** Throws if the client has disconnected or may no longer read the log, and sends a heartbeat if one is due. */
    void check() throws IOException {
        grant.require();
        events.beat();
    }

    /** The time until the next {@link #check}. */
    Duration untilCheck() {
        return events.pause();
    }

    void end() throws IOException {
        events.end(lines);
    }
}
