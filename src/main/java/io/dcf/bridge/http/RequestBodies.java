package io.dcf.bridge.http;

import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.problemtype.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads bodies of at most {@code bridge.limits.request-size} completely, within {@code bridge.limits.body-time}. Larger ones, of at most
 * {@code bridge.limits.http-request-size}, are read piece by piece, each within that time.
 */
@Component
public class RequestBodies {

    /** The size of the pieces of a larger body. */
    public static final int PIECE_BYTES = BodyReader.MAX_CHUNK;

    /** The objects of parsed JSON take more memory than its text. */
    private static final int JSON_MEMORY_FACTOR = 4;

    /** The beginning of a body, and whether it is the whole body. */
    public record Prefix(FunctionInput input, boolean isWhole) {}

    private final long maxBytes;
    private final long maxInPieces;
    private final BodyReader reader;

    RequestBodies(LimitsProperties limits) {
        this.maxBytes = limits.requestSize().toBytes();
        this.maxInPieces = Math.max(maxBytes, limits.httpRequestSize().toBytes());
        this.reader = new BodyReader(limits.bodyTime());
    }

    /**
     * Reads the whole body on this thread. gzip is decoded, because the gateway does not pass Content-Encoding on to the function.
     *
     * <p>Throws a {@link ProblemException} if the body is too large or too slow, a {@code LimitException} if there is no memory for it, and an
     * {@link IOException} if it breaks off.
     */
    public FunctionInput read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return read(request, response, 1);
    }

    /** Reads the whole body of a request with JSON. */
    FunctionInput readJson(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return read(request, response, JSON_MEMORY_FACTOR);
    }

    /**
     * Reads as much of a body as one message to the gateway carries; nothing of a body whose length is known to be larger. A body with a
     * Content-Encoding must fit one message.
     */
    public Prefix readPrefix(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getContentLengthLong();
        if (ContentCoding.isGzip(request, response) || length >= 0 && length <= maxBytes) {
            return new Prefix(read(request, response), true);
        }
        requireNotTooLarge(length, maxInPieces);
        if (length > maxBytes) {
            return new Prefix(FunctionInput.EMPTY, false);
        }
        FunctionInput input = reader.read(request, maxBytes, 1);
        return new Prefix(input, input.size() < maxBytes);
    }

    /**
     * Reads the next piece of a larger body; null at its end. The piece can be incomplete if the body is not needed any more.
     *
     * @param received the number of bytes that have been read of the body
     * @param isNeeded asked repeatedly while the next bytes have not arrived
     */
    @Nullable
    public FunctionInput next(HttpServletRequest request, long received, BooleanSupplier isNeeded) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        int count = reader.read(request, piece, received, isNeeded);
        requireNotTooLarge(received + count, maxInPieces);
        return count == 0 && isNeeded.getAsBoolean() ? null : FunctionInput.of(piece, count);
    }

    private FunctionInput read(HttpServletRequest request, HttpServletResponse response, int memoryFactor)
            throws IOException {
        boolean gzip = ContentCoding.isGzip(request, response);
        requireNotTooLarge(request.getContentLengthLong(), maxBytes);
        FunctionInput body = reader.read(request, maxBytes + 1, memoryFactor);
        requireNotTooLarge(body.size(), maxBytes);
        return gzip && body.size() > 0 ? decode(body, RequestPermits.of(request), memoryFactor) : body;
    }

    private FunctionInput decode(FunctionInput gzip, RequestPermits permits, int memoryFactor) {
        FunctionInput input = FunctionInput.EMPTY;
        try (InputStream bytes = new ContentCoding.Gunzip(gzip.open())) {
            while (true) {
                permits.adjustBodyMemory(BodyReader.MAX_CHUNK * memoryFactor);
                byte[] chunk = new byte[BodyReader.MAX_CHUNK];
                int count = bytes.readNBytes(chunk, 0, chunk.length);
                input = input.and(chunk, count);
                requireNotTooLarge(input.size(), maxBytes);
                if (count < chunk.length) {
                    return input;
                }
            }
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.of(ProblemType.INVALID_GZIP, "Content-Encoding is gzip, but the body is not valid gzip.")
                            .hint("Compress the whole body with gzip, or omit Content-Encoding."));
        }
    }

    private void requireNotTooLarge(long size, long limit) {
        if (size > limit) {
            throw new ProblemException(
                    limit == maxBytes ? Problems.tooLarge("body", limit) : Problems.tooLargeForHttp("body", limit));
        }
    }
}
