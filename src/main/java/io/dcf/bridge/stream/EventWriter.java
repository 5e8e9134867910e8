package io.dcf.bridge.stream;

import io.dcf.bridge.connection.DisconnectDetector;
import io.dcf.bridge.http.ResponseBody;
import io.dcf.bridge.problem.FailedRequest;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Writes a response event by event, flushed each time, no faster than the client reads. A failure before the first event is the response's status;
 * after it, the last event.
 */
public final class EventWriter {

    private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
    private static final long MAX_CHECK_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final EventFormat format;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final DisconnectDetector connection;
    private final long heartbeatNanos;
    private long lastEvent = System.nanoTime();
    private boolean started;

    /** @param heartbeat after which time without an event {@link #beat} sends a heartbeat */
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

    /** Writes one or more events. */
    public void write(byte[] event) throws IOException {
        if (!started) {
            started = true;
            response.setContentType(format.contentType());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // otherwise nginx collects events
            response.setHeader("X-Content-Type-Options", "nosniff");
        }
        ResponseBody.write(response, event);
        response.flushBuffer();
        lastEvent = System.nanoTime();
    }

    /** Sends the head of the response, and a heartbeat if the format has one. */
    public void begin() throws IOException {
        byte[] beat = format.heartbeat();
        write(beat == null ? new byte[0] : beat);
    }

    /** Called at intervals while there are no events. Sends a heartbeat if one is due, and throws if the client has disconnected. */
    public void beat() throws IOException {
        if (isDisconnected()) {
            throw new IOException("The client disconnected");
        }
        if (System.nanoTime() - lastEvent >= heartbeatNanos) {
            lastEvent = System.nanoTime();
            byte[] beat = format.heartbeat();
            if (beat != null) {
                write(beat);
            }
        }
    }

    boolean isDisconnected() {
        return connection.isDisconnected();
    }

    /** The time until {@link #beat} must be called. */
    public Duration pause() {
        long untilBeat = lastEvent + heartbeatNanos - System.nanoTime();
        return Duration.ofNanos(Math.max(0, Math.min(MAX_CHECK_INTERVAL_NANOS, untilBeat)));
    }

    /** Ends the response after that number of outputs. */
    public void end(long outputs) throws IOException {
        write(format.end(json, outputs));
        response.getOutputStream().close();
    }

    /** Ends the response with a problem. */
    public void fail(Throwable cause) throws IOException {
        if (started) {
            Problem problem = problems.report(cause, FailedRequest.of(request));
            request.setAttribute(ProblemWriter.CODE, problem.code());
            write(format.problem(json, problem));
        } else {
            problems.write(request, response, cause);
        }
        response.getOutputStream().close();
    }

    /** Ends the response because the client has disconnected. */
    public void abandon(IOException cause) {
        log.debug("The client disconnected", cause);
        request.setAttribute(ProblemWriter.CODE, "CANCELLED");
        if (!started) {
            response.setStatus(Problem.CLIENT_CLOSED_REQUEST);
        }
        connection.abortResponse();
    }
}
