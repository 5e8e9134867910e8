package io.dcf.bridge.stream;

import io.dcf.bridge.connector.WholeBody;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.FunctionStream;
import io.dcf.bridge.gateway.FunctionStreams;
import io.dcf.bridge.gateway.GatewayException;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.Place;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/**
 * A streamed invocation over one HTTP request: the body is read as fast as the gateway takes inputs, outputs are asked for
 * as fast as the caller reads them. What happens is dealt with one thing after the other, on whichever thread it
 * happens, and none of them waits.
 */
final class HttpStream implements ReadListener, FunctionStream.Listener, EventResponse.Source {

    private static final int CHUNK = 8 << 10;

    private final Executor serial;
    private final Call call = Call.required();
    private final Place place;
    private final ServletInputStream body;
    private final HttpServletRequest request;
    private final Inputs inputs;
    private final EventFormat format;
    private final OutputJson json;
    private final EventResponse events;
    private final byte[] chunk = new byte[CHUNK];
    private @Nullable FunctionStream stream;
    private @Nullable Future<?> heartbeat;
    private boolean inputsEnded;
    private boolean taken;
    private int outgoing;
    private long outputs;
    private long received;

    /** On the request's own thread, which may go once the stream is started. */
    HttpStream(
            HttpServletRequest request,
            HttpServletResponse response,
            Inputs inputs,
            EventFormat format,
            OutputJson json,
            EventResponses responses)
            throws IOException {
        this.serial = responses.serial(request);
        this.body = request.getInputStream();
        this.request = request;
        this.inputs = inputs;
        this.place = Place.of(request);
        this.format = format;
        this.json = json;
        this.events = responses.start(request, response, format, serial, this);
        body.setReadListener(this);
    }

    void start(FunctionStreams functions, FunctionName name, StreamClock clock, Duration beat) {
        serial.execute(() -> {
            try (Call.Scope scope = call.attach()) {
                stream = functions.open(name, this);
                stream.request();
                heartbeat = clock.every(beat, () -> serial.execute(events::beat));
            } catch (RuntimeException e) {
                refuse(e);
            }
        });
    }

    @Override
    public void more() {
        if (stream != null && taken) {
            taken = false;
            place.hold(-outgoing);
            stream.request();
        }
    }

    @Override
    public void stop() {
        inputsEnded = true;
        if (stream != null) {
            stream.cancel();
        }
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
    }

    private void read() {
        try {
            while (!inputsEnded && stream != null && stream.isReady()) {
                FunctionInput next = inputs.next();
                if (next != null) {
                    stream.send(next);
                } else if (WholeBody.isRead(body)) {
                    end(stream);
                } else if (!body.isReady()) {
                    return;
                } else {
                    int count = Math.max(0, body.read(chunk));
                    received += count;
                    inputs.add(chunk, count);
                }
            }
        } catch (ClientAbortException e) {
            events.gone(e);
        } catch (IOException | RuntimeException e) {
            refuse(e);
        }
    }

    private void end(FunctionStream to) throws IOException {
        WholeBody.require(request, received);
        inputsEnded = true;
        FunctionInput last = inputs.last();
        if (last != null) {
            to.send(last);
        }
        to.end();
    }

    /** Ends all because of what the caller sent. */
    private void refuse(Exception failure) {
        inputsEnded = true;
        events.end(failure, outputs);
    }

    @Override
    public void onDataAvailable() {
        serial.execute(this::read);
    }

    @Override
    public void onAllDataRead() {
        serial.execute(this::read);
    }

    @Override
    public void onError(Throwable failure) {
        serial.execute(() -> events.gone(failure));
    }

    @Override
    public void onReady() {
        serial.execute(this::read);
    }

    @Override
    public void onOutput(byte[] output) {
        serial.execute(() -> {
            byte[] event = format.output(json, output);
            try {
                place.hold(event.length);
            } catch (LimitException e) {
                refuse(e);
                return;
            }
            taken = true;
            outgoing = event.length;
            outputs++;
            events.send(event);
        });
    }

    @Override
    public void onEnd(@Nullable GatewayException failure) {
        serial.execute(() -> {
            inputsEnded = true;
            events.end(failure, outputs);
        });
    }
}
