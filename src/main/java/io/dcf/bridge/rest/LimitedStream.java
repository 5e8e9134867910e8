package io.dcf.bridge.rest;

import io.dcf.bridge.limit.Place;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.Problems;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * A body that may be so long, take so long, and holds what has come of it in its request's {@link Place}; whoever reads as it comes holds
 * that themselves. Tomcat's own patience is for each read, so that a trickle would never end.
 */
final class LimitedStream extends ServletInputStream {

    /** What is read by one who waits becomes objects, which take more than their text. */
    private static final int MORE_THAN_TEXT = 4;

    private final ServletInputStream stream;
    private final Place place;
    private final long most;
    private final long nanos;
    private final long start = System.nanoTime();
    private long read;
    private boolean waits = true;

    LimitedStream(HttpServletRequest request, long most, Duration time) throws IOException {
        this.stream = request.getInputStream();
        this.place = Place.of(request);
        this.most = most;
        this.nanos = time.toNanos();
        if (request.getContentLengthLong() > 0) {
            place.announce(request.getContentLengthLong());
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        boolean mayWait = waits && stream.available() == 0 && !stream.isFinished();
        int count =
                mayWait ? place.waiting(() -> stream.read(into, offset, length)) : stream.read(into, offset, length);
        if (count > 0) {
            count(count);
        }
        return count;
    }

    private void count(int more) {
        if (waits) {
            place.hold((long) MORE_THAN_TEXT * more);
        }
        read += more;
        if (read > most) {
            throw new ProblemException(Problems.tooLarge("body", most));
        }
        if (System.nanoTime() - start > nanos) {
            throw new ProblemException(Problems.bare(HttpServletResponse.SC_REQUEST_TIMEOUT));
        }
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }

    @Override
    public boolean isFinished() {
        return stream.isFinished();
    }

    @Override
    public boolean isReady() {
        return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        waits = false;
        stream.setReadListener(listener);
    }
}
