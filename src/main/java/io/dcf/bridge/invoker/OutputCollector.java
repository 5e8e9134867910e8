package io.dcf.bridge.invoker;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Joins the messages of a reply to one output. A single message is not copied. */
final class OutputCollector {

    private static final byte[] NO_BYTES = {};

    private byte @Nullable [] first;
    private @Nullable ByteArrayOutputStream joined;

    void add(byte[] message) {
        if (first == null) {
            first = message;
            return;
        }
        if (joined == null) {
            joined = new ByteArrayOutputStream();
            joined.writeBytes(first);
        }
        joined.writeBytes(message);
    }

    /** Whether there was no message; one without bytes counts. */
    boolean isEmpty() {
        return first == null;
    }

    /** In bytes. */
    int size() {
        return joined != null ? joined.size() : first == null ? 0 : first.length;
    }

    byte[] bytes() {
        return joined != null ? joined.toByteArray() : first == null ? NO_BYTES : first;
    }
}
