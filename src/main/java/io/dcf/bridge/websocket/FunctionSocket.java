package io.dcf.bridge.websocket;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.FunctionStream;
import io.dcf.bridge.gateway.FunctionStreams;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.security.Grant;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on a function: each frame is an input, each output a frame. The server's thread that reads frames waits while the gateway takes no
 * inputs; a thread of the socket's own waits for outputs, and for the client to take them.
 */
final class FunctionSocket extends Endpoint {

    private static final Logger log = LoggerFactory.getLogger(FunctionSocket.class);

    /** After so long without an input or an output, and none that is owed, what goes on between the two may be cut off. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);

    private final RequestLimiter limiter;
    private final FunctionStreams functions;
    private final FunctionName name;
    private final CallContext call;
    private final Grant grant;
    private final SocketSender sender;
    private final SocketInputs inputs;
    private final SocketRegistry sockets;
    private final Executor executor;
    private final Duration heartbeat;
    private volatile @Nullable FunctionStream stream;
    private volatile @Nullable RequestPermits permits;
    private volatile boolean ended;
    private volatile boolean heard = true;
    private volatile boolean inputWaits;
    private volatile boolean awaitsOutput;
    private volatile long lastFrame = System.nanoTime() - QUIET;

    FunctionSocket(
            RequestLimiter limiter,
            FunctionStreams functions,
            FunctionName name,
            CallContext call,
            Grant grant,
            SocketSender sender,
            SocketInputs inputs,
            SocketRegistry sockets,
            Executor executor,
            Duration heartbeat) {
        this.limiter = limiter;
        this.functions = functions;
        this.name = name;
        this.call = call;
        this.grant = grant;
        this.sender = sender;
        this.inputs = inputs;
        this.sockets = sockets;
        this.executor = executor;
        this.heartbeat = heartbeat;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        sockets.add(this);
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>)
                (part, last) -> read(part.getBytes(StandardCharsets.UTF_8), last, true));
        session.addMessageHandler(
                ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (part, last) -> read(bytes(part), last, false));
        session.addMessageHandler(PongMessage.class, pong -> heard = true);
        try (CallContext.Scope scope = call.attach()) {
            RequestPermits acquired = limiter.acquire();
            permits = acquired;
            acquired.acquireStream();
            acquired.acquireInvocation(name);
            FunctionStream opened = functions.open(name);
            stream = opened;
            executor.execute(() -> write(session, opened, acquired));
        } catch (RuntimeException e) {
            fail(e);
            ended = true;
            sender.close(session, e);
        }
    }

    /** On the server's thread, which reads the next frame when this returns. After the end, the client's close is behind what it still sends. */
    private void read(byte[] part, boolean last, boolean text) {
        heard = true;
        FunctionStream to = stream;
        RequestPermits held = permits;
        if (ended || to == null || held == null) {
            return;
        }
        try {
            FunctionInput input = inputs.add(part, last, text, held);
            if (input != null) {
                awaitsOutput = true;
                lastFrame = System.nanoTime();
                inputWaits = true;
                to.send(input);
                held.adjustMemory(-input.size());
            }
        } catch (RuntimeException e) {
            ended = true;
            to.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inputWaits = false;
        }
    }

    /** On the socket's own thread. */
    private void write(Session session, FunctionStream from, RequestPermits held) {
        Throwable failure = null;
        try (from;
                Grant.Watch watch = grant.watch(this::fail);
                CallContext.Scope scope = call.attach()) {
            for (byte[] output = next(session, from); output != null; output = next(session, from)) {
                awaitsOutput = false;
                lastFrame = System.nanoTime();
                held.adjustMemory(output.length);
                sender.output(session, output, inputs.nextIsText(), heartbeat, () -> requireUnderWay(from));
                held.adjustMemory(-output.length);
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        sender.close(session, failure);
    }

    private byte @Nullable [] next(Session session, FunctionStream from) throws InterruptedException {
        while (true) {
            try {
                return from.next(heartbeat);
            } catch (TimeoutException e) {
                beat(session);
            }
        }
    }

    /** A client that does not answer pings is gone. One whose input waits cannot be heard, though. */
    private void beat(Session session) {
        if (!heard && !inputWaits) {
            throw new SocketClosedException(CloseCodes.GOING_AWAY, "no sign of the client");
        }
        heard = false;
        sender.ping(session);
    }

    /** A client that takes nothing more for that long, once the function has ended, is not waited for. */
    private void requireUnderWay(FunctionStream from) {
        if (from.isClosed()) {
            throw new SocketClosedException(CloseCodes.GOING_AWAY, "no sign of the client");
        }
    }

    /** Whether an output is to be expected soon. */
    boolean isBusy() {
        return !ended && (awaitsOutput || System.nanoTime() - lastFrame < QUIET);
    }

    /** Ends because the bridge does. */
    void leave() {
        fail(new SocketClosedException(CloseCodes.GOING_AWAY, "the bridge stops"));
    }

    private void fail(RuntimeException cause) {
        FunctionStream open = stream;
        if (open != null && !ended) {
            ended = true;
            open.fail(cause);
        }
    }

    @Override
    public void onError(Session session, Throwable cause) {
        log.debug("a WebSocket failed", cause);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        fail(new SocketClosedException(CloseCodes.NORMAL_CLOSURE, "the client has left"));
        sockets.remove(this);
        RequestPermits acquired = permits;
        if (acquired != null) {
            acquired.release();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
