package io.dcf.bridge.stream;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionGateway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A log that is followed: the gateway, which can only tell all of it, is asked now and again, and what is new is told. It is
 * not asked while the caller has not taken what was told before.
 */
final class FollowedLog implements EventResponse.Source {

    private final Executor serial;
    private final FunctionGateway gateway;
    private final FunctionName name;
    private final UnaryOperator<FunctionLog> start;
    private final OutputJson json;
    private final EventResponse events;
    private final Call call = Call.required();
    private final FollowedLogs logs;
    private @Nullable FunctionLog known;
    private List<Future<?>> clocks = List.of();
    private boolean asking = true;
    private boolean taken = true;
    private boolean stopped;
    private long lines;

    /** @param start what of the first reading is told */
    FollowedLog(
            FunctionGateway gateway,
            FunctionName name,
            UnaryOperator<FunctionLog> start,
            HttpServletRequest request,
            HttpServletResponse response,
            OutputJson json,
            EventResponses responses,
            FollowedLogs logs)
            throws IOException {
        this.serial = responses.serial(request);
        this.gateway = gateway;
        this.name = name;
        this.start = start;
        this.json = json;
        this.logs = logs;
        this.events = responses.start(request, response, EventFormat.SSE, serial, this);
    }

    void start(StreamClock clock, StreamProperties properties) {
        serial.execute(() -> clocks = List.of(
                clock.every(properties.logInterval(), () -> serial.execute(this::ask)),
                clock.every(properties.heartbeat(), () -> serial.execute(events::beat))));
        logs.add(this);
        logs.readers().execute(this::read);
    }

    /** Ends because the bridge does. */
    void end() {
        serial.execute(() -> events.end(null, lines));
    }

    private void ask() {
        if (taken && !asking && !stopped) {
            asking = true;
            logs.readers().execute(this::read);
        }
    }

    /** Waits for the gateway, so on a thread of its own. */
    private void read() {
        try (Call.Scope scope = call.attach()) {
            FunctionLog log = new FunctionLog(gateway.logs(name));
            serial.execute(() -> tell(log));
        } catch (RuntimeException | Error e) {
            serial.execute(() -> events.end(e, lines));
        }
    }

    private void tell(FunctionLog log) {
        asking = false;
        FunctionLog fresh = known == null ? start.apply(log) : log.after(known);
        if (!fresh.lines().isEmpty()) {
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            fresh.lines().forEach(line -> told.writeBytes(EventFormat.event("line", json.value(line))));
            lines += fresh.lines().size();
            taken = false;
            events.send(told.toByteArray());
        } else if (known == null) {
            events.beat(); // the caller learns that it is heard
        }
        known = log;
    }

    @Override
    public void more() {
        taken = true;
    }

    @Override
    public void stop() {
        stopped = true;
        logs.remove(this);
        clocks.forEach(each -> each.cancel(false));
    }
}
