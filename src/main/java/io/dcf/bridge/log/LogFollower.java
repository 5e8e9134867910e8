package io.dcf.bridge.log;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.LogPosition;
import io.dcf.bridge.gateway.FunctionGateway;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.EventFormat;
import io.dcf.bridge.stream.EventWriter;
import io.dcf.bridge.stream.OutputJson;
import io.dcf.bridge.stream.StreamProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Follows logs: the gateway, which can only tell all of a log, is asked now and again, and what is new is written. A followed log has no end of
 * its own, so that all are ended before the bridge, when it stops, waits for requests to end.
 */
@Component
class LogFollower implements SmartLifecycle, DisposableBean {

    /** A gateway that hangs holds up other logs and nothing else; whole logs are held by so few only while they are read. */
    private static final int MAX_READERS = 8;

    /** What a line takes in memory beside its text, in bytes. */
    private static final int LINE = 64;

    private final FunctionGateway gateway;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final StreamProperties properties;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(MAX_READERS, new CustomizableThreadFactory("followed-logs-"));
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    LogFollower(FunctionGateway gateway, OutputJson json, ProblemWriter problems, StreamProperties properties) {
        this.gateway = gateway;
        this.json = json;
        this.problems = problems;
        this.properties = properties;
    }

    /**
     * Follows a log until its caller leaves, or may not read it any more, or the bridge stops.
     *
     * @param position after which lines are new
     * @param start what of the first reading is written
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
        LogEvents lineEvents = new LogEvents(json, position);
        RequestPermits permits = RequestPermits.of(request);
        permits.acquireFollowedLog();
        Grant grant = Grant.of(request);
        try {
            long lines = 0;
            long held = 0;
            FunctionLog known = null;
            do {
                FunctionLog log = read(name, events, grant);
                permits.adjustMemory(size(log) - held);
                held = size(log);
                FunctionLog fresh = known == null ? start.apply(log) : log.after(known);
                if (!fresh.lines().isEmpty()) {
                    events.write(lineEvents.of(log, fresh));
                }
                lines += fresh.lines().size();
                if (known == null && lines == 0) {
                    events.begin(); // the caller learns that it is heard
                }
                known = log;
            } while (!stopsWithin(properties.logInterval(), events, grant));
            events.end(lines);
        } catch (IOException e) {
            events.abandon(e);
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    /** Shows that the stream is there while the gateway takes its time. */
    private FunctionLog read(FunctionName name, EventWriter events, Grant grant)
            throws IOException, InterruptedException {
        CallContext call = CallContext.required();
        Future<FunctionLog> reading = readers.submit(() -> {
            try (CallContext.Scope scope = call.attach()) {
                return new FunctionLog(gateway.logs(name));
            }
        });
        try {
            while (true) {
                try {
                    return reading.get(events.pause().toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    grant.require();
                    events.beat();
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } finally {
            reading.cancel(true);
        }
    }

    private static long size(FunctionLog log) {
        return log.lines().stream()
                .mapToLong(line -> LINE + line.text().length())
                .sum();
    }

    /** Waits so long, and shows meanwhile that the stream is there; true where the bridge stops. */
    private boolean stopsWithin(Duration time, EventWriter events, Grant grant)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0) {
            long wait = Math.min(until - System.nanoTime(), events.pause().toNanos());
            if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
                return true;
            }
            grant.require();
            events.beat();
        }
        return false;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
