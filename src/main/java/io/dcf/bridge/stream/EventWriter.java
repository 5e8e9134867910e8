package io.dcf.bridge.stream;

import io.dcf.bridge.http.ResponseBody;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.tomcat.DisconnectDetector;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Writes a response event by event, each flushed, and no faster than the caller reads. What fails before the first event is the
 * response's status; after it, it is the last event.
 */
public final class EventWriter {

    private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
    private static final long MAX_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final EventFormat format;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final DisconnectDetector connection;
    private final long heartbeatNanos;
    private long lastEvent = System.nanoTime();
    private boolean begun;

    /** @param heartbeat after how long a silence {@link #beat} shows that the stream is there */
    public EventWriter(
            HttpServletRequest request,
            HttpServletResponse response,
            EventFormat format,
            OutputJson json,
            ProblemWriter problems,
            Duration heartbeat) {
        this.request = request;
        this.response = response;
        this.format = format;
        this.json = json;
        this.problems = problems;
        this.connection = DisconnectDetector.of(request);
        this.heartbeatNanos = heartbeat.toNanos();
    }

    /** Writes an event, or several at once. */
    public void write(byte[] event) throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType(format.contentType());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
            response.setHeader("X-Content-Type-Options", "nosniff");
        }
        ResponseBody.write(response, event);
        response.flushBuffer();
        lastEvent = System.nanoTime();
    }

    /** Writes the first sign of the stream, where its format has one. */
    public void begin() throws IOException {
        byte[] beat = format.heartbeat();
        if (beat != null) {
            write(beat);
        }
    }

    /** Called now and again while there are no events: throws where the caller has left. */
    public void beat() throws IOException {
        if (isCallerGone()) {
            throw new IOException("the caller has left");
        }
        if (System.nanoTime() - lastEvent >= heartbeatNanos) {
            lastEvent = System.nanoTime();
            begin();
        }
    }

    boolean isCallerGone() {
        return connection.isGone();
    }

    /** How long {@link #beat} need not be called. */
    public Duration pause() {
        long untilBeat = lastEvent + heartbeatNanos - System.nanoTime();
        return Duration.ofNanos(Math.max(0, Math.min(MAX_PAUSE_NANOS, untilBeat)));
    }

    /** Ends it well, after so many outputs. */
    public void end(long outputs) throws IOException {
        write(format.end(json, outputs));
        response.getOutputStream().close();
    }

    /** Ends it with what is a problem to the caller. */
    public void fail(Throwable cause) throws IOException {
        if (begun) {
            Problem problem =
                    problems.tell(cause, request.getMethod(), request.getRequestURI(), ProblemWriter.traceId(request));
            request.setAttribute(ProblemWriter.CODE, problem.code());
            write(format.problem(json, problem));
        } else {
            problems.write(request, response, cause);
        }
        response.getOutputStream().close();
    }

    /** Ends it because the caller has left. */
    public void abandon(IOException cause) {
        log.debug("the caller is gone", cause);
        request.setAttribute(ProblemWriter.CODE, "CANCELLED");
        if (!begun) {
            response.setStatus(Problem.CLIENT_CLOSED_REQUEST);
        }
        connection.hangUp();
    }
}
