package io.dcf.bridge.stream;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.Problems;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Splits a body into a function's inputs while it arrives: one for each line that is not blank, or one for the whole body. */
final class InputSplitter {

    private static final byte[] EMPTY = {};

    private final @Nullable OutputJson json;
    private final long maxBytes;
    private final LongConsumer memory;
    private byte[] bytes = EMPTY;
    private int start;
    private int end;
    private int searched;
    private long line;

    private InputSplitter(@Nullable OutputJson json, long maxBytes, LongConsumer memory) {
        this.json = json;
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /**
     * Each line is an input, and must be a JSON value.
     *
     * @param maxBytes the largest size of a line
     * @param memory takes the number of bytes before they are kept, and may refuse them
     */
    static InputSplitter lines(OutputJson json, long maxBytes, LongConsumer memory) {
        return new InputSplitter(json, maxBytes, memory);
    }

    /** The whole body, of at most that number of bytes, is one input. */
    static InputSplitter whole(long maxBytes, LongConsumer memory) {
        return new InputSplitter(null, maxBytes, memory);
    }

    /** Adds the first bytes of an array. */
    void add(byte[] more, int count) {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            searched -= start;
            start = 0;
        }
        if (end + count > bytes.length) {
            int size = Math.max(end + count, 2 * bytes.length);
            memory.accept(size - bytes.length);
            bytes = Arrays.copyOf(bytes, size);
        }
        System.arraycopy(more, 0, bytes, end, count);
        end += count;
    }

    /** The next complete input, or null if there is none yet. Throws if an input is invalid. */
    @Nullable
    FunctionInput next() {
        while (json != null && searched < end) {
            if (bytes[searched++] == '\n') {
                FunctionInput input = line(searched - 1);
                start = searched;
                if (input != null) {
                    return input;
                }
            }
        }
        requireNotTooLong(end);
        return null;
    }

    /** The last input, after the end of the body and the last {@link #next()}, or null if there is none. */
    @Nullable
    FunctionInput last() {
        FunctionInput input = json == null ? FunctionInput.of(Arrays.copyOfRange(bytes, start, end)) : line(end);
        start = end;
        return input;
    }

    private @Nullable FunctionInput line(int until) {
        line++;
        requireNotTooLong(until);
        int last = until > start && bytes[until - 1] == '\r' ? until - 1 : until;
        byte[] value = Arrays.copyOfRange(bytes, start, last);
        if (isBlank(value)) {
            return null;
        }
        if (json != null && !json.isJson(value)) {
            throw new InvalidException(
                    "",
                    "must be one JSON value a line; line " + line
                            + " is not. Send another Content-Type to send the whole body as one input");
        }
        return FunctionInput.of(value);
    }

    private void requireNotTooLong(int until) {
        if (until - start > maxBytes) {
            throw new ProblemException(Problems.tooLarge(json == null ? "body" : "line", maxBytes));
        }
    }

    private static boolean isBlank(byte[] value) {
        for (byte each : value) {
            if (each != ' ' && each != '\t') {
                return false;
            }
        }
        return true;
    }
}
