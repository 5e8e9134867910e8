package io.dcf.bridge.stream;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** The bytes of a body that have arrived and are not taken yet. */
final class BodyBuffer {

    private final LongConsumer memory;
    private byte[] bytes = {};
    private int start;
    private int end;
    private int searched;

    /** @param memory takes the number of bytes before they are kept, and may refuse them */
    BodyBuffer(LongConsumer memory) {
        this.memory = memory;
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

    int size() {
        return end - start;
    }

    /** Finds the end of the next line. Returns false if it has not arrived. */
    boolean findLine() {
        while (searched < end && bytes[searched] != '\n') {
            searched++;
        }
        return searched < end;
    }

    /** The size of the line that was found, or else of all bytes, without the line feed. */
    int lineSize() {
        return searched - start;
    }

    /** Takes the line that was found, or else all bytes, without the line break. */
    byte[] takeLine() {
        int last = searched > start && bytes[searched - 1] == '\r' ? searched - 1 : searched;
        byte[] line = Arrays.copyOfRange(bytes, start, last);
        searched = Math.min(searched + 1, end);
        start = searched;
        return line;
    }

    /** Takes all bytes. */
    byte[] takeAll() {
        byte[] all = Arrays.copyOfRange(bytes, start, end);
        searched = end;
        start = end;
        return all;
    }
}
