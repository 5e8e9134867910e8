package io.dcf.bridge.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of the body of an HTTP/2 request and was not read: the request was refused, or its caller has left. It is dropped, so that its bytes no
 * longer count against the flow-control window of the connection. Tomcat 11.0.24 forgets them where the body has ended or the caller has reset the
 * stream; once they add up to 64 KB, bodies on that connection go on in tiny pieces, or not at all.
 */
final class UnreadHttp2Body {

    private static final Logger log = LoggerFactory.getLogger(UnreadHttp2Body.class);
    private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What is there is read at once, unless the thread that reads inputs of a stream was faster. */
    private static final Duration READ_TIMEOUT = Duration.ofMillis(1);

    private final Request request;
    private final DroppedBytes dropped = new DroppedBytes();

    UnreadHttp2Body(Request request) {
        this.request = request;
    }

    /**
     * Called when all else is done with the request. A body that ended right after this would be forgotten, too, so the end is waited for, for a
     * moment; of a longer body Tomcat resets the stream, and then forgets nothing.
     *
     * @param waiters who may wait at a time
     */
    void drop(Semaphore waiters) {
        PlainHttp2.limitReadTimeout(READ_TIMEOUT);
        try {
            dropReceived();
            if (!request.isFinished() && waiters.tryAcquire()) {
                try {
                    awaitEnd();
                } finally {
                    waiters.release();
                }
            }
        } catch (IOException e) {
            log.debug("The connection is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            PlainHttp2.resetReadTimeout();
        }
    }

    private void awaitEnd() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!request.isFinished() && System.nanoTime() - start < TIMEOUT_NANOS) {
            Thread.sleep(1);
            dropReceived();
        }
    }

    /** Tomcat gives back the window for what is read. */
    private void dropReceived() throws IOException {
        while (request.getInputBuffer().available() > 0) {
            request.getInputBuffer().doRead(dropped);
        }
    }
}
