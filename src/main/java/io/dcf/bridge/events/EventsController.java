package io.dcf.bridge.events;

import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.openapi.ApiEvents;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.Routes;
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
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends clients the functions as they change. */
@RestController
class EventsController {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final FunctionFeed feed;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final StreamProperties properties;
    private final StreamShutdown shutdown;

    EventsController(
            FunctionFeed feed,
            OutputJson json,
            ProblemWriter problems,
            StreamProperties properties,
            StreamShutdown shutdown) {
        this.feed = feed;
        this.json = json;
        this.problems = problems;
        this.properties = properties;
        this.shutdown = shutdown;
    }

    /**
     * Follow all functions. The event 'functions' lists them, 'changes' has those that have changed since the last event and the names of
     * those that were deleted, and 'gateway' is sent when the gateway stops or starts to answer. Changes are sent at most every two seconds.
     * A function's rate, errorRate, p95Millis, inFlight and lastInvokedAt are those of invocations through this bridge. Its state is ready,
     * starting, scaled-to-zero, unavailable (it accepts no calls) or failing (its circuit breaker is open, or half of its invocations fail).
     */
    @ApiEvents
    @GetMapping(path = Routes.EVENTS_PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        if ("HEAD".equals(request.getMethod())) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            return;
        }
        EventWriter events =
                new EventWriter(request, response, EventFormat.SSE, json, problems, properties.heartbeat());
        RequestPermits.of(request).acquireStream();
        feed.join();
        try {
            follow(new FollowedFunctions(events, json, Grant.of(request)));
        } catch (IOException e) {
            events.abandon(e);
        } catch (RuntimeException e) {
            events.fail(e);
        } finally {
            feed.leave();
        }
    }

    private void follow(FollowedFunctions followed) throws IOException, InterruptedException {
        FunctionSnapshot written = null;
        do {
            followed.check();
            FunctionSnapshot latest = feed.latest();
            if (latest != null && !latest.equals(written)) {
                followed.write(latest);
                written = latest;
            }
        } while (!shutdown.startsWithin(INTERVAL));
        followed.end();
    }
}
