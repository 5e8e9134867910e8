package io.dcf.bridge.stream;

import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionStream;
import io.dcf.bridge.gateway.FunctionStreams;
import io.dcf.bridge.gateway.GatewayException;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.Place;
import io.dcf.bridge.limit.Places;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on a function: each frame is an input, each output a frame. Frames are read only while the gateway takes
 * inputs, and an output is asked for only when the one before it has been sent.
 */
final class FunctionSocket extends Endpoint implements FunctionStream.Listener {

    private static final Logger log = LoggerFactory.getLogger(FunctionSocket.class);

    /** After so long without an input or an output, and none that is owed, what goes on between the two may be cut off. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);

    private final Executor serial = MoreExecutors.newSequentialExecutor(MoreExecutors.directExecutor());
    private final Places places;
    private final FunctionStreams functions;
    private final FunctionName name;
    private final Call call;
    private final SocketSender sender;
    private final SocketInputs inputs;
    private final OpenSockets sockets;
    private final StreamClock clock;
    private final Duration heartbeat;
    private volatile @Nullable FunctionStream stream;
    private @Nullable Future<?> beats;
    private boolean sending;
    private volatile boolean ended;
    private boolean late;
    private boolean closing;
    private @Nullable GatewayException failure;
    private @Nullable Session session;
    private @Nullable Place place;
    private int outgoing;
    private volatile boolean heard = true;
    private volatile boolean lastWasText;
    private volatile boolean awaitsOutput;
    private volatile long lastFrame = System.nanoTime() - QUIET;

    FunctionSocket(
            Places places,
            FunctionStreams functions,
            FunctionName name,
            Call call,
            SocketSender sender,
            SocketInputs inputs,
            OpenSockets sockets,
            StreamClock clock,
            Duration heartbeat) {
        this.places = places;
        this.functions = functions;
        this.name = name;
        this.call = call;
        this.sender = sender;
        this.inputs = inputs;
        this.sockets = sockets;
        this.clock = clock;
        this.heartbeat = heartbeat;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        opened.addMessageHandler(String.class, (MessageHandler.Partial<String>)
                (part, last) -> add(opened, part.getBytes(StandardCharsets.UTF_8), last, true));
        opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> add(opened, bytes(part), last, false));
        opened.addMessageHandler(PongMessage.class, pong -> heard = true);
        serial.execute(() -> {
            session = opened;
            sockets.add(this);
            try (Call.Scope scope = call.attach()) {
                takePlace();
                FunctionStream started = functions.open(name, this);
                stream = started;
                started.request();
                beats = clock.every(heartbeat, () -> serial.execute(() -> beat(opened)));
            } catch (RuntimeException e) {
                refuse(opened, e);
            }
        });
    }

    private void takePlace() {
        place = places.take();
        place.stream();
        place.enter(name);
    }

    private void refuse(Session to, RuntimeException cause) {
        end(to);
        if (!closing) {
            closing = true;
            sender.close(to, cause);
        }
    }

    private void add(Session from, byte[] part, boolean last, boolean text) {
        heard = true;
        FunctionStream to = stream;
        if (to == null || place == null) {
            return; // it has failed at once, and is being closed
        }
        boolean fits;
        try {
            fits = inputs.add(part, last, place);
        } catch (LimitException e) {
            serial.execute(() -> refuse(from, e));
            return;
        }
        if (!fits) {
            serial.execute(() -> close(from, CloseCodes.TOO_BIG, "larger than bridge.limits.request-size"));
        } else if (last) {
            lastWasText = text;
            awaitsOutput = true;
            lastFrame = System.nanoTime();
            inputs.hold(to, from);
            serial.execute(this::send);
        }
    }

    private void send() {
        FunctionStream to = stream;
        if (to != null && place != null && session != null && !ended) {
            inputs.send(to, session, place);
        }
    }

    @Override
    public void onReady() {
        serial.execute(this::send);
    }

    @Override
    public void onOutput(byte[] output) {
        awaitsOutput = false;
        lastFrame = System.nanoTime();
        serial.execute(() -> {
            if (session != null && place != null && !ended) {
                sending = true;
                try {
                    place.hold(output.length);
                    outgoing = output.length;
                    sender.output(session, output, lastWasText, this::sent);
                } catch (LimitException e) {
                    sending = false;
                    refuse(session, e);
                } catch (IllegalStateException e) {
                    sending = false; // it has been closed, as onClose is about to tell
                    log.debug("an output came too late", e);
                }
            }
        });
    }

    private void sent(SendResult result) {
        serial.execute(() -> {
            sending = false;
            FunctionStream from = stream;
            if (place != null) {
                place.hold(-outgoing);
            }
            if (ended) {
                close();
            } else if (from != null && result.isOK()) {
                from.request();
            }
        });
    }

    @Override
    public void onEnd(@Nullable GatewayException cause) {
        serial.execute(() -> {
            if (!ended && session != null) {
                end(session);
                failure = cause;
                close();
            }
        });
    }

    private void end(Session of) {
        ended = true;
        inputs.drop(of);
    }

    /** Once all has been sent. */
    private void close() {
        if (!sending && !closing && session != null) {
            closing = true;
            sender.close(session, failure);
        }
    }

    private void close(Session to, CloseCodes code, String why) {
        end(to);
        if (!closing) {
            closing = true;
            sender.close(to, code, why);
        }
    }

    /**
     * A client that does not answer pings is gone. One whose frames are held back cannot be heard, though, and one that is
     * slow to take an output has not come to the ping.
     */
    private void beat(Session to) {
        if (ended ? late && sending : !heard && !sending && !inputs.isHeld()) {
            close(to, CloseCodes.GOING_AWAY, "no sign of the client");
        } else if (ended) {
            late = true;
        } else {
            heard = sending || inputs.isHeld();
            if (!sending) {
                sender.ping(to);
            }
        }
    }

    /** Whether an output is to be expected soon. */
    boolean isBusy() {
        return !ended && (awaitsOutput || System.nanoTime() - lastFrame < QUIET);
    }

    /** Ends because the bridge does; a client that reads nothing is not waited for. */
    void leave() {
        serial.execute(() -> {
            FunctionStream left = stream;
            if (sending && left != null) {
                left.cancel();
            } else if (session != null) {
                close(session, CloseCodes.GOING_AWAY, "the bridge stops");
            }
        });
    }

    @Override
    public void onError(Session from, Throwable cause) {
        log.debug("a WebSocket failed", cause);
    }

    @Override
    public void onClose(Session from, CloseReason reason) {
        serial.execute(() -> {
            end(from);
            sockets.remove(this);
            FunctionStream open = stream;
            if (open != null) {
                open.cancel();
            }
            if (place != null) {
                place.leave();
            }
            if (beats != null) {
                beats.cancel(false);
            }
        });
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
