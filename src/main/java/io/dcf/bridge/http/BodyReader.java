package io.dcf.bridge.http;

import io.dcf.bridge.connection.DisconnectDetector;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.StatusProblems;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads bytes of a body on the thread of the request, within a time limit. Throws a 408 if it is exceeded. */
final class BodyReader {

    static final int MAX_CHUNK = 64 << 10;

    private static final int FIRST_CHUNK = 8 << 10;
    private static final long CHECK_INTERVAL_MILLIS = 250;

    private final long timeoutNanos;

    BodyReader(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
    }

    /**
     * Reads {@code limit} bytes, or fewer if the body ends before.
     *
     * @param memoryFactor how much memory a byte of the body takes, in bytes
     */
    FunctionInput read(HttpServletRequest request, long limit, int memoryFactor) throws IOException {
        long length = request.getContentLengthLong();
        RequestPermits permits = RequestPermits.of(request);
        permits.requireMemory(Math.max(0, length));
        DisconnectDetector connection = DisconnectDetector.of(request);
        long deadline = System.nanoTime() + timeoutNanos;
        FunctionInput input = FunctionInput.EMPTY;
        int chunkSize = FIRST_CHUNK;
        try {
            while (input.size() != length && input.size() < limit) {
                long expected = Math.min(chunkSize, (length < 0 ? limit : length) - input.size());
                permits.adjustBodyMemory(expected * memoryFactor); // before the allocation, until the request ends
                byte[] chunk = new byte[(int) expected];
                int count = fill(chunk, request.getInputStream(), connection, deadline, null);
                if (count == 0) {
                    permits.adjustBodyMemory(-expected * memoryFactor);
                }
                input = input.and(chunk, count);
                if (count < chunk.length) {
                    connection.requireWholeBody(request, input.size());
                    return input;
                }
                chunkSize = Math.min(2 * chunkSize, MAX_CHUNK);
            }
            return input;
        } finally {
            connection.resetReadTimeout();
        }
    }

    /**
     * Reads a chunk and returns the number of its bytes, which is smaller than the chunk only at the end of the body, or when it is not needed any
     * more.
     *
     * @param received the number of bytes of the body before the chunk
     * @param isNeeded asked repeatedly while the next bytes have not arrived
     */
    int read(HttpServletRequest request, byte[] chunk, long received, BooleanSupplier isNeeded) throws IOException {
        DisconnectDetector connection = DisconnectDetector.of(request);
        try {
            int count = fill(chunk, request.getInputStream(), connection, System.nanoTime() + timeoutNanos, isNeeded);
            if (count < chunk.length && isNeeded.getAsBoolean()) {
                connection.requireWholeBody(request, received + count);
            }
            return count;
        } finally {
            connection.resetReadTimeout();
        }
    }

    private static int fill(
            byte[] chunk,
            ServletInputStream body,
            DisconnectDetector connection,
            long deadline,
            @Nullable BooleanSupplier isNeeded)
            throws IOException {
        int filled = 0;
        while (filled < chunk.length) {
            if (isNeeded != null && !await(body, connection, deadline, isNeeded)) {
                return filled;
            }
            connection.limitReadTimeout(left(deadline).plusMillis(1)); // 0 ms would be no timeout
            int count = body.read(chunk, filled, chunk.length - filled);
            if (count < 0) {
                return filled;
            }
            filled += count;
        }
        return filled;
    }

    /** Waits for the next bytes, or the end of the body. Returns false if they are not needed any more. */
    private static boolean await(
            ServletInputStream body, DisconnectDetector connection, long deadline, BooleanSupplier isNeeded)
            throws IOException {
        while (!connection.awaitBody(
                body, Math.min(CHECK_INTERVAL_MILLIS, left(deadline).toMillis() + 1))) {
            if (!isNeeded.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private static Duration left(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new ProblemException(StatusProblems.of(HttpServletResponse.SC_REQUEST_TIMEOUT));
        }
        return Duration.ofNanos(left);
    }
}
