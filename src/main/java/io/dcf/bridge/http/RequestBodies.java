package io.dcf.bridge.http;

import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.tomcat.DisconnectDetector;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads bodies: of {@code bridge.limits.request-size} at most, and within {@code bridge.limits.body-time}. Larger ones, of {@code bridge.limits.http-request-size} at most,
 * are read piece by piece, each within that time.
 */
@Component
public class RequestBodies {

    private static final int FIRST_CHUNK = 8 << 10;
    private static final int LARGEST_CHUNK = 64 << 10;

    /** How large the pieces of a larger body are. */
    public static final int PIECE = LARGEST_CHUNK;

    private static final int MORE_THAN_TEXT = 4;

    /** What has been read of a body, and whether that is all. */
    public record Beginning(FunctionInput input, boolean isWhole) {}

    private final long maxBytes;
    private final long maxInPieces;
    private final long maxNanos;

    RequestBodies(LimitsProperties limits) {
        this.maxBytes = limits.requestSize().toBytes();
        this.maxInPieces = Math.max(maxBytes, limits.httpRequestSize().toBytes());
        this.maxNanos = limits.bodyTime().toNanos();
    }

    /**
     * Reads all of a request's body on this thread. Throws a {@link ProblemException} where it is too large or too slow, a {@code
     * LimitException} where there is no memory for it, and an {@link IOException} where it cannot be read to its end. The function is not
     * told of a coding, since gRPC keeps Content-Encoding from crossing, so that gzip is decoded.
     */
    public FunctionInput read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = ContentCoding.isGzip(request, response);
        FunctionInput body = read(request, 1);
        return gzip && body.size() > 0 ? decode(body, RequestPermits.of(request), 1) : body;
    }

    /** Likewise, but for a larger body, of which it reads as much as one message carries, or nothing where its length tells. One that is coded has to be small. */
    public Beginning begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getContentLengthLong();
        if (ContentCoding.isGzip(request, response) || length >= 0 && length <= maxBytes) {
            return new Beginning(read(request, response), true);
        }
        requireNotTooLarge(length, maxInPieces);
        if (length > maxBytes) {
            return new Beginning(FunctionInput.EMPTY, false);
        }
        FunctionInput input = read(request, maxBytes, 1);
        return new Beginning(input, input.size() < maxBytes);
    }

    /**
     * Reads the next piece of a body that is larger; null at its end.
     *
     * @param before how many bytes of it have been read
     */
    @Nullable
    public FunctionInput next(HttpServletRequest request, long before) throws IOException {
        DisconnectDetector connection = DisconnectDetector.of(request);
        byte[] piece = new byte[PIECE];
        try {
            int count = fill(piece, request.getInputStream(), connection, System.nanoTime() + maxNanos);
            requireNotTooLarge(before + count, maxInPieces);
            if (count < piece.length) {
                connection.requireWholeBody(request, before + count);
            }
            return count == 0 ? null : FunctionInput.of(piece, count);
        } finally {
            connection.resetReadTimeout();
        }
    }

    /** Likewise, for a body that becomes objects, which take more memory than their text; gzip is decoded. */
    FunctionInput readJson(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean gzip = ContentCoding.isGzip(request, response);
        FunctionInput body = read(request, MORE_THAN_TEXT);
        return gzip && body.size() > 0 ? decode(body, RequestPermits.of(request), MORE_THAN_TEXT) : body;
    }

    private FunctionInput decode(FunctionInput coded, RequestPermits permits, int memoryFactor) {
        FunctionInput input = FunctionInput.EMPTY;
        try (InputStream bytes = new ContentCoding.Gunzip(coded.open())) {
            while (true) {
                permits.adjustBodyMemory(LARGEST_CHUNK * memoryFactor);
                byte[] chunk = new byte[LARGEST_CHUNK];
                int count = bytes.readNBytes(chunk, 0, chunk.length);
                input = input.and(chunk, count);
                requireNotTooLarge(input.size(), maxBytes);
                if (count < chunk.length) {
                    return input;
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Problem.of(
                            HttpServletResponse.SC_BAD_REQUEST, "The body is not gzip, as its Content-Encoding says.")
                    .hint("Send the whole body compressed with gzip, or without Content-Encoding."));
        }
    }

    private FunctionInput read(HttpServletRequest request, int memoryFactor) throws IOException {
        requireNotTooLarge(request.getContentLengthLong(), maxBytes);
        FunctionInput input = read(request, maxBytes + 1, memoryFactor);
        requireNotTooLarge(input.size(), maxBytes);
        return input;
    }

    /** Reads so many bytes, or fewer where the body ends before. */
    private FunctionInput read(HttpServletRequest request, long most, int memoryFactor) throws IOException {
        long length = request.getContentLengthLong();
        RequestPermits permits = RequestPermits.of(request);
        permits.requireMemory(Math.max(0, length));
        DisconnectDetector connection = DisconnectDetector.of(request);
        long until = System.nanoTime() + maxNanos;
        FunctionInput input = FunctionInput.EMPTY;
        int chunkSize = FIRST_CHUNK;
        try {
            while (input.size() != length && input.size() < most) {
                long expected = Math.min(chunkSize, (length < 0 ? most : length) - input.size());
                permits.adjustBodyMemory(
                        expected * memoryFactor); // before it is allocated, and until the request is over
                byte[] chunk = new byte[(int) expected];
                int count = fill(chunk, request.getInputStream(), connection, until);
                if (count == 0) {
                    permits.adjustBodyMemory(-expected * memoryFactor);
                }
                input = input.and(chunk, count);
                if (count < chunk.length) {
                    connection.requireWholeBody(request, input.size());
                    return input;
                }
                chunkSize = Math.min(2 * chunkSize, LARGEST_CHUNK);
            }
            return input;
        } finally {
            connection.resetReadTimeout();
        }
    }

    /** Returns how many bytes there were; fewer than there is room for where the body has ended. */
    private static int fill(byte[] chunk, InputStream body, DisconnectDetector connection, long until)
            throws IOException {
        int filled = 0;
        while (filled < chunk.length) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new ProblemException(Problems.bare(HttpServletResponse.SC_REQUEST_TIMEOUT));
            }
            connection.limitReadTimeout(Duration.ofNanos(left).plusMillis(1)); // 0 ms would be for ever
            int count = body.read(chunk, filled, chunk.length - filled);
            if (count < 0) {
                return filled;
            }
            filled += count;
        }
        return filled;
    }

    private void requireNotTooLarge(long size, long most) {
        if (size > most) {
            throw new ProblemException(
                    most == maxBytes ? Problems.tooLarge("body", most) : Problems.tooLargeForHttp("body", most));
        }
    }
}
