package io.dcf.bridge.stream;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body, as it comes, into a function's inputs: each line that is not blank, or all of it. No more than one input is
 * kept beside what has just come; how many bytes more that takes, the memory is told, which may refuse them.
 */
final class InputSplitter {

    private static final byte[] NOTHING = {};

    private final @Nullable OutputJson json;
    private final long most;
    private final LongConsumer memory;
    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private int searched;
    private long line;

    private InputSplitter(@Nullable OutputJson json, long most, LongConsumer memory) {
        this.json = json;
        this.most = most;
        this.memory = memory;
    }

    /** Each line is an input, and has to be a JSON value of so many bytes at most. */
    static InputSplitter lines(OutputJson json, long most, LongConsumer memory) {
        return new InputSplitter(json, most, memory);
    }

    /** The whole body is one input of so many bytes at most. */
    static InputSplitter whole(long most, LongConsumer memory) {
        return new InputSplitter(null, most, memory);
    }

    /** Takes what has come. */
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

    /** The next input that is complete; null where there is none yet. Throws where one breaks the rules. */
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

    /** What is left once the body has ended, after the last {@link #next()}; null where nothing is. */
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
            throw new InvalidException(List.of(new Violation(
                    "",
                    "must be one JSON value a line; line " + line
                            + " is none. Send another Content-Type to have all of it be one input")));
        }
        return FunctionInput.of(value);
    }

    private void requireNotTooLong(int until) {
        if (until - start > most) {
            throw new ProblemException(Problems.tooLarge(json == null ? "body" : "line", most));
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
