package io.dcf.bridge.websocket;

import java.util.concurrent.TimeUnit;

/** What a WebSocket waits for: signs of its client, and outputs for its inputs. The reading and the writing thread use it. */
final class SocketActivity {

    /** After the last input or output of a conversation, the next one is expected within this time. */
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile boolean heard = true;
    private volatile boolean inputWaits;
    private volatile boolean awaitsOutput;
    private volatile long lastFrame = System.nanoTime() - BUSY_NANOS;

    /** Records a frame of the client's, of any type. */
    void hear() {
        heard = true;
    }

    /** Records an input, which the gateway has not taken yet. No frame of the client's is read until then. */
    void startInput() {
        awaitsOutput = true;
        lastFrame = System.nanoTime();
        inputWaits = true;
    }

    /** Records that the gateway took the input, or never will. */
    void endInput() {
        inputWaits = false;
    }

    void recordOutput() {
        awaitsOutput = false;
        lastFrame = System.nanoTime();
    }

    /** Starts a heartbeat. Returns whether the client was heard since the one before, or could not be heard. */
    boolean startHeartbeat() {
        boolean alive = heard || inputWaits;
        heard = false;
        return alive;
    }

    /** Whether an output is expected soon. */
    boolean isBusy() {
        return awaitsOutput || System.nanoTime() - lastFrame < BUSY_NANOS;
    }
}
