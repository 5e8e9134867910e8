package io.dcf.bridge.rest;

import io.dcf.bridge.connector.WholeBody;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.limit.Place;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rest of a body, read as it comes. The container calls one thing after the other, under a lock of the request's own. */
final class BodyReader implements ReadListener, AsyncListener {

    private static final Logger log = LoggerFactory.getLogger(BodyReader.class);
    private static final int CHUNK = 16 << 10;
    private static final int LARGEST = 64 << 10;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ProblemWriter problems;
    private final Duration time;
    private final Consumer<FunctionInput> then;
    private final ServletInputStream stream;
    private final Call call = Call.required();
    private FunctionInput input;
    private final Place place;
    private byte[] chunk;
    private int filled;
    private boolean done;

    BodyReader(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemWriter problems,
            Duration time,
            FunctionInput begun,
            Consumer<FunctionInput> then)
            throws IOException {
        this.request = request;
        this.response = response;
        this.problems = problems;
        this.time = time;
        this.stream = request.getInputStream();
        this.input = begun;
        this.place = Place.of(request);
        this.chunk = room(CHUNK);
        this.then = then;
    }

    /** On the request's own thread; it goes asynchronous. */
    void start() {
        AsyncContext async = request.startAsync();
        async.setTimeout(time.toMillis());
        async.addListener(this);
        stream.setReadListener(this);
    }

    /** What fails in Tomcat it tells once more, to {@link #onError}, and only then can it be answered. */
    @Override
    public void onDataAvailable() throws IOException {
        try {
            while (!done && stream.isReady()) {
                int count = stream.read(chunk, filled, chunk.length - filled);
                if (count < 0) {
                    return; // as it is about to be told
                }
                filled += count;
                if (filled == chunk.length) {
                    next();
                }
            }
        } catch (RuntimeException e) {
            refuse(e);
        }
    }

    private void next() {
        input = input.and(chunk, filled);
        chunk = room(Math.min(2 * chunk.length, LARGEST));
        filled = 0;
    }

    /** Taken before it is there, and for as long as the request is. */
    private byte[] room(int size) {
        place.hold(size);
        return new byte[size];
    }

    /** Tomcat calls this, too, while its own buffer still holds bytes that came together with those read before there was a listener. */
    @Override
    public void onAllDataRead() throws IOException {
        onDataAvailable();
        if (done) {
            return;
        }
        done = true;
        try (Call.Scope scope = call.attach()) {
            FunctionInput body = input.and(chunk, filled);
            WholeBody.require(request, body.size());
            then.accept(body);
        } catch (EOFException | RuntimeException e) {
            answer(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        refuse(failure);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        refuse(new SocketTimeoutException("the body is too slow"));
    }

    private void refuse(Throwable failure) {
        if (!done) {
            done = true;
            answer(failure);
        }
    }

    private void answer(Throwable failure) {
        try {
            problems.write(request, response, failure);
            response.flushBuffer(); // before the connection may be closed
        } catch (IOException | RuntimeException e) {
            log.debug("the caller is gone", e);
        }
        try {
            request.getAsyncContext().complete();
        } catch (IllegalStateException e) {
            log.debug("the container has ended the request", e);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        refuse(event.getThrowable() == null ? new IOException("the caller is gone") : event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {
        done = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // as before
    }
}
