package io.dcf.bridge.stream;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.Problems;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Splits a body into a function's inputs while it arrives: one for each line that is not blank, or one for the whole body. */
final class InputSplitter {

    private final @Nullable OutputJson json;
    private final long maxBytes;
    private final BodyBuffer body;
    private long line;

    private InputSplitter(@Nullable OutputJson json, long maxBytes, LongConsumer memory) {
        this.json = json;
        this.maxBytes = maxBytes;
        this.body = new BodyBuffer(memory);
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
        body.add(more, count);
    }

    /** The next complete input, or null if there is none yet. Throws if an input is invalid. */
    @Nullable
    FunctionInput next() {
        while (json != null && body.findLine()) {
            FunctionInput input = line(json);
            if (input != null) {
                return input;
            }
        }
        requireNotTooLong(body.size());
        return null;
    }

    /** The last input, after the end of the body and the last {@link #next()}, or null if there is none. */
    @Nullable
    FunctionInput last() {
        return json == null ? FunctionInput.of(body.takeAll()) : line(json);
    }

    private @Nullable FunctionInput line(OutputJson json) {
        line++;
        requireNotTooLong(body.lineSize());
        byte[] value = body.takeLine();
        if (isBlank(value)) {
            return null;
        }
        if (!json.isJson(value)) {
            throw new InvalidException(
                    "",
                    "must be one JSON value a line; line " + line
                            + " is not. Send another Content-Type to send the whole body as one input");
        }
        return FunctionInput.of(value);
    }

    private void requireNotTooLong(int size) {
        if (size > maxBytes) {
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
