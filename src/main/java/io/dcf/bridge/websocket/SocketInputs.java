package io.dcf.bridge.websocket;

import io.dcf.bridge.invoker.FunctionInput;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The inputs of a WebSocket: assembles frames from their parts, and remembers the type of each frame, text or binary. */
final class SocketInputs {

    /** If a function answers fewer inputs than it gets, the oldest types are forgotten. */
    private static final int MAX_TYPES = 65_536;

    private final long maxBytes;
    private final LongConsumer memory;
    private ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Deque<Boolean> textTypes = new ArrayDeque<>();
    private boolean lastIsText;

    /** @param memory takes the number of bytes before they are kept, and may refuse them */
    SocketInputs(long maxBytes, LongConsumer memory) {
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /**
     * Adds a part of a frame. Throws a {@code LimitException} if there is no memory for it, and a {@link SocketClosedException} if the frame is
     * too large.
     *
     * @return the input if the frame is complete, otherwise null
     */
    @Nullable
    FunctionInput add(byte[] part, boolean last, boolean text) {
        if (frame.size() + part.length > maxBytes) {
            throw new SocketClosedException(CloseCause.Event.FRAME_TOO_LARGE);
        }
        memory.accept(part.length);
        frame.writeBytes(part);
        if (!last) {
            return null;
        }
        FunctionInput input = FunctionInput.of(frame.toByteArray());
        frame = new ByteArrayOutputStream(); // after reset() it would keep its capacity
        synchronized (textTypes) {
            if (textTypes.size() == MAX_TYPES) {
                textTypes.remove();
            }
            textTypes.add(text);
        }
        return input;
    }

    /** Whether the next output goes as text: output k has the type of input k. Further outputs have the type of the last input. */
    boolean nextIsText() {
        synchronized (textTypes) {
            Boolean next = textTypes.poll();
            lastIsText = next == null ? lastIsText : next;
            return lastIsText;
        }
    }
}
