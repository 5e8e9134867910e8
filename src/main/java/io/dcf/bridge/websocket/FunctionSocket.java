package io.dcf.bridge.websocket;

import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.FunctionStream;
import io.dcf.bridge.limit.RequestPermits;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open WebSocket on a function: each frame is an input, each output is a frame. Tomcat's thread reads frames, and waits while the gateway takes
 * no inputs. The socket's own thread waits for outputs, and for the client to take them.
 */
final class FunctionSocket {

    private final FunctionStream stream;
    private final RequestPermits permits;
    private final SocketInputs inputs;
    private final SocketActivity activity;
    private final SocketOutputs outputs;
    private final AtomicBoolean ended = new AtomicBoolean();

    FunctionSocket(
            FunctionStream stream,
            RequestPermits permits,
            SocketInputs inputs,
            SocketActivity activity,
            SocketOutputs outputs) {
        this.stream = stream;
        this.permits = permits;
        this.inputs = inputs;
        this.activity = activity;
        this.outputs = outputs;
    }

    /** Reads a part of a frame. Tomcat's thread reads the next frame once this returns. Frames after the end are dropped. */
    void read(byte[] part, boolean last, boolean text) {
        activity.hear();
        if (ended.get()) {
            return;
        }
        try {
            FunctionInput input = inputs.add(part, last, text);
            if (input != null) {
                activity.startInput();
                stream.send(input);
                permits.adjustBodyMemory(-input.size());
            }
        } catch (RuntimeException e) {
            end(CloseCause.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            activity.endInput();
        }
    }

    void readPong() {
        activity.hear();
    }

    /** Sends outputs until the socket ends, and returns why. Runs on the socket's own thread. */
    CloseCause sendOutputs() {
        try (stream) {
            outputs.send();
            return CloseCause.Event.COMPLETED;
        } catch (RuntimeException e) {
            return CloseCause.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CloseCause.Event.SHUTDOWN;
        } finally {
            ended.set(true);
        }
    }

    /** Ends the socket, after the outputs that have arrived. Only the first cause counts. From any thread. */
    void end(CloseCause cause) {
        if (ended.compareAndSet(false, true)) {
            stream.fail(new SocketClosedException(cause));
        }
    }

    /** Whether an output is expected soon. */
    boolean isBusy() {
        return !ended.get() && activity.isBusy();
    }

    /** Releases the permits, once the WebSocket is closed. */
    void release() {
        permits.release();
    }
}
