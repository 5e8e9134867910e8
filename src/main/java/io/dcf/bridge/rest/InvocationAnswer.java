package io.dcf.bridge.rest;

import io.dcf.bridge.connector.AfterFilters;
import io.dcf.bridge.connector.Callers;
import io.dcf.bridge.connector.Watch;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.Place;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The answer to an invocation, written once the function has answered and as fast as the caller reads. It takes two to begin: the container, which says
 * when it is through with the request, so that nothing else touches the response any more, and the reply. Whichever comes last writes.
 *
 * <p>In HTTP/1.1 no thread waits for a caller who does not read. In HTTP/2 one does: Tomcat 11.0.24 sends bytes twice where it may not wait and the
 * connection's window ends within a write.
 */
final class InvocationAnswer implements WriteListener {

    private static final Logger log = LoggerFactory.getLogger(InvocationAnswer.class);
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final int LONGEST_TYPE = 256;
    private static final int SLICE = 64 << 10;
    private static final int BOTH = 2;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ProblemWriter problems;
    private final Executor executor;
    private final Executor alone;
    private final boolean wantsBytes;
    private final long start;
    private final Place place;
    private final boolean hasLeftFilters;
    private final AsyncContext async;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicBoolean completed = new AtomicBoolean();
    private boolean mayBegin;
    private @Nullable Watch watch;
    private volatile boolean left;
    private @Nullable FunctionOutput output;
    private @Nullable Throwable failure;
    private byte @Nullable [] body;
    private int written;

    /**
     * On the request's own thread.
     *
     * @param executor writes in the place of the thread that reads from the gateway, where that could take long
     */
    InvocationAnswer(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemWriter problems,
            Executor executor,
            boolean wantsBytes,
            long start) {
        this.request = request;
        this.response = response;
        this.problems = problems;
        this.executor = executor;
        this.alone = Callers.alone(request);
        this.wantsBytes = wantsBytes;
        this.start = start;
        this.place = Place.of(request);
        this.hasLeftFilters = request.isAsyncStarted(); // for its body
        this.async = hasLeftFilters ? request.getAsyncContext() : request.startAsync();
        async.setTimeout(0); // the call has a deadline of its own
    }

    /** Answers with what comes of the call, which is cancelled where the caller leaves before. On the request's own thread. */
    void of(CompletableFuture<FunctionOutput> reply, Callers callers) {
        if (!isHttp2()) {
            listen();
        } else if (hasLeftFilters) {
            arrive();
        } else {
            AfterFilters.run(request, this::arrive);
        }
        watch = callers.watch(request, async, () -> {
            left = true;
            reply.cancel(true);
        });
        reply.whenComplete((answered, failed) -> {
            take(answered, failed);
            if (left) {
                abandon();
            } else {
                arrive();
            }
        });
    }

    private void arrive() {
        if (arrived.incrementAndGet() == BOTH) {
            handOver();
        }
    }

    private void listen() {
        try {
            response.getOutputStream().setWriteListener(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where there is no room for the output, it goes at once. */
    private void take(@Nullable FunctionOutput answered, @Nullable Throwable failed) {
        failure = failed;
        try {
            if (answered != null) {
                place.hold(answered.bytes().length);
                output = answered;
            }
        } catch (LimitException e) {
            failure = e;
        }
    }

    /** Nobody is there to be answered; what is said is for the log and the metrics. */
    private void abandon() {
        alone.execute(this::giveUp);
    }

    private void giveUp() {
        if (completed.get()) {
            return;
        }
        request.setAttribute(ProblemWriter.CODE, "CANCELLED");
        response.setStatus(Problem.CLIENT_CLOSED_REQUEST);
        complete();
    }

    /** Large outputs take their time, and so does a caller that is waited for. */
    private void handOver() {
        Runnable write = isHttp2() ? this::writeAll : this::write;
        if ((output == null || output.bytes().length <= SLICE) && !isHttp2()) {
            write.run();
            return;
        }
        try {
            executor.execute(write);
        } catch (RejectedExecutionException e) {
            write.run(); // the bridge is shutting down
        }
    }

    /** Waits for the caller to take it. */
    private void writeAll() {
        try {
            response.getOutputStream().write(begin());
            complete();
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    private boolean isHttp2() {
        return "HTTP/2.0".equals(request.getProtocol());
    }

    private void write() {
        alone.execute(this::tryToWrite);
    }

    private void tryToWrite() {
        if (completed.get()) {
            return; // the container has ended it
        }
        try {
            writeOn();
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    /** First when the request's own thread is through, then whenever the caller has read what there was. */
    @Override
    public void onWritePossible() throws IOException {
        if (mayBegin) {
            writeOn();
            return;
        }
        mayBegin = true;
        if (arrived.incrementAndGet() == BOTH) {
            writeOn();
        }
    }

    private void writeOn() throws IOException {
        ServletOutputStream stream = response.getOutputStream();
        while (stream.isReady()) {
            if (body == null) {
                body = begin();
            }
            if (written == body.length) {
                complete();
                return;
            }
            int size = Math.min(SLICE, body.length - written);
            stream.write(body, written, size);
            written += size;
        }
    }

    @Override
    public void onError(Throwable e) {
        if (e instanceof IOException) {
            log.debug("the caller is gone", e);
            mark();
        } else if (left || completed.get()) {
            log.debug("the container has ended the request", e);
        } else {
            log.error("an answer could not be written", e);
        }
        complete();
    }

    /** Tomcat says 500 of an answer that breaks off, whatever was said before. */
    private void mark() {
        try {
            request.setAttribute(ProblemWriter.CODE, "CANCELLED");
        } catch (IllegalStateException e) {
            log.debug("the container has ended the request", e);
        }
    }

    /** Once: afterwards the request may be another's, and so may all that belongs to it. */
    private void complete() {
        stopWatching();
        if (!completed.compareAndSet(false, true)) {
            return;
        }
        try {
            async.complete();
        } catch (IllegalStateException e) {
            log.debug("the container has ended the request", e);
        }
    }

    private void stopWatching() {
        if (watch != null) {
            watch.close();
        }
    }

    /** Writes all but the body, or a problem in its place. */
    private byte[] begin() throws IOException {
        if (!isHttp2()) {
            stopWatching();
        }
        response.setHeader("X-Duration-Seconds", seconds((System.nanoTime() - start) / 1000));
        if (output == null) {
            problems.write(request, response, failure == null ? new IllegalStateException("no reply") : failure);
            return new byte[0];
        }
        response.setStatus(output.status());
        if (output.status() == HttpServletResponse.SC_NO_CONTENT
                || output.status() == HttpServletResponse.SC_NOT_MODIFIED) {
            return new byte[0]; // these have no body
        }
        response.setContentType(contentType(output));
        response.setContentLength(output.bytes().length);
        return output.bytes();
    }

    private String contentType(FunctionOutput answered) {
        String told = answered.contentType();
        if (told != null && told.length() <= LONGEST_TYPE) {
            try {
                return MediaType.parseMediaType(told).toString();
            } catch (InvalidMediaTypeException e) {
                log.debug("the function's content type is none", e);
            }
        }
        return !wantsBytes && answered.isText() ? TEXT : MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    /** With six digits of a fraction. */
    static String seconds(long micros) {
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        return micros / MICROS_PER_SECOND + "." + fraction.substring(1);
    }
}
