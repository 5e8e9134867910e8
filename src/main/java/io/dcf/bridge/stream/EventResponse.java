package io.dcf.bridge.stream;

import io.dcf.bridge.connector.Callers;
import io.dcf.bridge.connector.Watch;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * A response that is written event by event, each flushed, and never faster than the caller reads. What fails before the
 * first event is the response's status; after it, it is the last event. All but the container's callbacks is called by one
 * thread at a time, through an executor that sees to that.
 *
 * <p>In HTTP/1.1 no thread waits for a caller who does not read. In HTTP/2 one does: Tomcat 11.0.24 sends bytes twice where it may not wait and the
 * connection's window ends within a write.
 */
final class EventResponse implements WriteListener {

    /** Fills the response. */
    interface Source {
        /** The caller has taken what there was. */
        void more();

        /** The caller has left, or all has ended: nothing more is taken. Told once. */
        void stop();
    }

    private static final Logger log = LoggerFactory.getLogger(EventResponse.class);
    private static final int SLICE = 64 << 10;
    private static final byte[] FLUSH = {};

    private final HttpServletRequest request;
    private final String method;
    private final String path;
    private final @Nullable String traceId;
    private final HttpServletResponse response;
    private final ServletOutputStream stream;
    private final AsyncContext async;
    private final Watch watch;
    private final EventFormat format;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final Executor serial;
    private final Source source;
    private final boolean waits;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int written;
    private boolean begun;
    private boolean ended;
    private boolean done;
    private @Nullable Throwable failure;

    /** On the request's own thread. */
    EventResponse(
            HttpServletRequest request,
            HttpServletResponse response,
            EventFormat format,
            OutputJson json,
            ProblemWriter problems,
            Callers callers,
            Executor serial,
            Source source)
            throws IOException {
        this.request = request;
        this.method = request.getMethod();
        this.path = request.getRequestURI();
        this.traceId = ProblemWriter.traceId(request);
        this.response = response;
        this.stream = response.getOutputStream();
        this.format = format;
        this.json = json;
        this.problems = problems;
        this.serial = serial;
        this.source = source;
        this.async = request.startAsync();
        async.setTimeout(0); // calls have deadlines of their own
        this.watch = callers.watch(request, async, () -> onError(new EOFException("it has hung up")));
        watch.allowSilence();
        this.waits = waits(request);
        if (waits) {
            serial.execute(this::write);
        } else {
            stream.setWriteListener(this);
        }
    }

    /** Whether a thread waits for the request's caller where it does not read. */
    static boolean waits(HttpServletRequest request) {
        return "HTTP/2.0".equals(request.getProtocol());
    }

    /** Sends an event, or several at once. */
    void send(byte[] event) {
        if (!ended) {
            guarded(() -> put(event));
            write();
        }
    }

    /** Shows that the stream is there, unless there is anything else to show it. */
    void beat() {
        byte[] beat = format.heartbeat();
        if (beat != null && waiting.isEmpty()) {
            send(beat);
        }
    }

    /** Ends it: well, or with what is a problem to the caller. */
    void end(@Nullable Throwable cause, long outputs) {
        if (ended) {
            return;
        }
        ended = true;
        failure = cause;
        if (cause == null) {
            guarded(() -> put(format.end(json, outputs)));
        } else if (begun) {
            Problem problem = problems.tell(cause, method, path, traceId);
            guarded(() -> {
                request.setAttribute(ProblemWriter.CODE, problem.code());
                put(format.problem(json, problem));
            });
        }
        write();
    }

    /** Of a caller that has left, the container may take request and response for the next one at any time. */
    private void guarded(Runnable use) {
        try {
            use.run();
        } catch (IllegalStateException e) {
            gone(e);
        }
    }

    /** The caller is not there any more. */
    void gone(Throwable cause) {
        if (done) {
            return;
        }
        log.debug("the caller is gone", cause);
        stop();
        try {
            request.setAttribute(ProblemWriter.CODE, "CANCELLED");
            if (!begun) {
                response.setStatus(Problem.CLIENT_CLOSED_REQUEST);
            }
        } catch (IllegalStateException e) {
            log.debug("the container has ended the request", e);
        }
        watch.hangUp();
        complete();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            response.setContentType(format.contentType());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would keep events back
            response.setHeader("X-Content-Type-Options", "nosniff");
        }
    }

    private void put(byte[] event) {
        begin();
        waiting.add(event);
        waiting.add(FLUSH);
    }

    private void write() {
        try {
            while (!done && (waits || stream.isReady())) {
                byte[] next = waiting.peek();
                if (next == FLUSH) {
                    waiting.remove();
                    stream.flush();
                } else if (next != null) {
                    write(next);
                } else if (!ended) {
                    source.more();
                    return;
                } else if (failure != null && !begun) {
                    begun = true;
                    problems.write(request, response, failure);
                } else {
                    stop();
                    complete();
                }
            }
        } catch (IOException | RuntimeException e) {
            gone(e);
        }
    }

    private void write(byte[] event) throws IOException {
        int size = Math.min(SLICE, event.length - written);
        stream.write(event, written, size);
        written += size;
        if (written == event.length) {
            waiting.remove();
            written = 0;
        }
    }

    private void stop() {
        done = true;
        ended = true;
        source.stop();
        watch.close();
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            log.debug("the container has ended the request", e);
        }
    }

    @Override
    public void onWritePossible() {
        serial.execute(this::write);
    }

    @Override
    public void onError(Throwable cause) {
        serial.execute(() -> gone(cause));
    }
}
