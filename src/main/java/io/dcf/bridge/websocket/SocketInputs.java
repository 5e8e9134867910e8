package io.dcf.bridge.websocket;

import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.limit.RequestPermits;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The inputs that come over a WebSocket: puts frames together from their parts, and knows in which type of frame each came. */
final class SocketInputs {

    /** Of a function that answers fewer inputs than it gets, the oldest types are forgotten. */
    private static final int MAX_TYPES = 65_536;

    private final long maxBytes;
    private ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Deque<Boolean> textTypes = new ArrayDeque<>();
    private boolean lastIsText;

    SocketInputs(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a part of a frame. Throws a {@code LimitException} where there is no memory for it, and a {@link SocketClosedException} where the frame
     * is too large.
     *
     * @return the input where the frame is complete, else null
     */
    @Nullable
    FunctionInput add(byte[] part, boolean last, boolean text, RequestPermits permits) {
        if (frame.size() + part.length > maxBytes) {
            throw new SocketClosedException(CloseCodes.TOO_BIG, "larger than bridge.limits.request-size");
        }
        permits.adjustMemory(part.length);
        frame.writeBytes(part);
        if (!last) {
            return null;
        }
        FunctionInput input = FunctionInput.of(frame.toByteArray());
        frame = new ByteArrayOutputStream(); // one that is reset keeps what it has grown to
        synchronized (textTypes) {
            if (textTypes.size() == MAX_TYPES) {
                textTypes.remove();
            }
            textTypes.add(text);
        }
        return input;
    }

    /** Whether the next output goes as text: output number k answers input number k. Where there are more outputs than inputs, the last type counts. */
    boolean nextIsText() {
        synchronized (textTypes) {
            Boolean next = textTypes.poll();
            lastIsText = next == null ? lastIsText : next;
            return lastIsText;
        }
    }
}
