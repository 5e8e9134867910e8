package io.dcf.bridge.invocation;

import io.dcf.bridge.connection.DisconnectDetector;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.EventFormat;
import io.dcf.bridge.stream.EventWriter;
import io.dcf.bridge.stream.OutputJson;
import io.dcf.bridge.stream.StreamProperties;
import io.dcf.bridge.stream.StreamShutdown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Follows the state of asynchronous invocations on the threads of requests: reads it at intervals, since any bridge may change it. The shutdown
 * ends all of them before it waits for requests.
 */
@Component
class InvocationFollower {

    private static final Duration FIRST_INTERVAL = Duration.ofMillis(50);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final VisibleInvocations invocations;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final StreamProperties properties;
    private final StreamShutdown shutdown;

    InvocationFollower(
            VisibleInvocations invocations,
            OutputJson json,
            ProblemWriter problems,
            StreamProperties properties,
            StreamShutdown shutdown) {
        this.invocations = invocations;
        this.json = json;
        this.problems = problems;
        this.properties = properties;
        this.shutdown = shutdown;
    }

    /** Returns the state once it is final, or when the time is over. */
    InvocationStatus await(String id, Duration time, HttpServletRequest request) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        InvocationStatus status = invocations.find(id);
        Duration interval = FIRST_INTERVAL;
        while (!status.state().isFinal() && System.nanoTime() < end && !shutdown.startsWithin(interval)) {
            if (DisconnectDetector.of(request).isDisconnected()) {
                return status;
            }
            Grant.of(request).require();
            status = invocations.find(id);
            interval = longer(interval);
        }
        return status;
    }

    /** Writes each state as an event, until it is final or the client disconnects. */
    void follow(String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        EventWriter events =
                new EventWriter(request, response, EventFormat.SSE, json, problems, properties.heartbeat());
        RequestPermits.of(request).acquireStream();
        try {
            InvocationStatus status = invocations.find(id);
            events.write(event(status));
            Duration interval = FIRST_INTERVAL;
            while (!status.state().isFinal() && !shutdown.startsWithin(interval)) {
                Grant.of(request).require();
                events.beat();
                InvocationStatus next = invocations.find(id);
                if (!next.equals(status)) {
                    events.write(event(next));
                }
                interval = next.equals(status) ? longer(interval) : FIRST_INTERVAL;
                status = next;
            }
        } catch (IOException e) {
            events.abandon(e);
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    private byte[] event(InvocationStatus status) {
        return EventFormat.event("state", json.value(status));
    }

    private static Duration longer(Duration interval) {
        Duration doubled = interval.multipliedBy(2);
        return doubled.compareTo(INTERVAL) < 0 ? doubled : INTERVAL;
    }
}
