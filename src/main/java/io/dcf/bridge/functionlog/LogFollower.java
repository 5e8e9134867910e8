package io.dcf.bridge.functionlog;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.LogPosition;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.EventFormat;
import io.dcf.bridge.stream.EventWriter;
import io.dcf.bridge.stream.OutputJson;
import io.dcf.bridge.stream.StreamProperties;
import io.dcf.bridge.stream.StreamShutdown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Follows logs: asks the gateway, which can only return a whole log, at intervals, and writes what is new. A followed log has no end of its own, so
 * the shutdown ends all of them before it waits for requests.
 */
@Component
public class LogFollower {

    private final LogReader reader;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final StreamProperties properties;
    private final StreamShutdown shutdown;

    LogFollower(
            LogReader reader,
            OutputJson json,
            ProblemWriter problems,
            StreamProperties properties,
            StreamShutdown shutdown) {
        this.reader = reader;
        this.json = json;
        this.problems = problems;
        this.properties = properties;
        this.shutdown = shutdown;
    }

    /**
     * Follows a log until its client disconnects or may no longer read it, or until the shutdown.
     *
     * @param position after which lines are new
     * @param start selects the lines of the first reading that are written
     */
    void follow(
            FunctionName name,
            LogPosition position,
            UnaryOperator<FunctionLog> start,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        EventWriter events =
                new EventWriter(request, response, EventFormat.SSE, json, problems, properties.heartbeat());
        RequestPermits permits = RequestPermits.of(request);
        var log = new FollowedLog(events, new LogEvents(json, position)::of, start, permits, Grant.of(request));
        follow(name, log, events, permits);
    }

    /**
     * Follows a log likewise, as NDJSON.
     *
     * @param line what is written of a line; null if nothing is
     */
    public void follow(
            FunctionName name,
            Function<LogLine, @Nullable Object> line,
            UnaryOperator<FunctionLog> start,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        EventWriter events =
                new EventWriter(request, response, EventFormat.NDJSON, json, problems, properties.heartbeat());
        RequestPermits permits = RequestPermits.of(request);
        Grant grant = Grant.of(request).forFunction(name.value());
        var log = new FollowedLog(events, (all, fresh) -> lines(fresh, line), start, permits, grant);
        follow(name, log, events, permits);
    }

    private byte[] lines(FunctionLog log, Function<LogLine, @Nullable Object> line) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (LogLine each : log.lines()) {
            Object value = line.apply(each);
            if (value != null) {
                lines.writeBytes(json.value(value));
                lines.write('\n');
            }
        }
        return lines.toByteArray();
    }

    private void follow(FunctionName name, FollowedLog log, EventWriter events, RequestPermits permits)
            throws IOException, InterruptedException {
        permits.acquireFollowedLog();
        try {
            do {
                log.write(reader.read(name, log));
            } while (!isShutdownWithin(properties.logInterval(), log));
            log.end();
        } catch (IOException e) {
            events.abandon(e);
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    /** Waits for that time, and checks the client meanwhile. Returns true at once if the shutdown starts. */
    private boolean isShutdownWithin(Duration time, FollowedLog log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            Duration untilCheck = log.untilCheck();
            if (shutdown.startsWithin(Duration.ofNanos(Math.min(left, untilCheck.toNanos())))) {
                return true;
            }
            log.check();
        }
        return false;
    }
}
