package io.dcf.bridge.stream;

import io.dcf.bridge.invoker.FunctionStream;
import io.dcf.bridge.limit.RequestPermits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/** The outputs of a streamed invocation over HTTP: waits for them, and writes them no faster than the client reads. */
final class HttpStream {

    private final FunctionStream stream;
    private final EventFormat format;
    private final OutputJson json;
    private final EventWriter events;
    private final RequestPermits permits;

    HttpStream(FunctionStream stream, EventFormat format, OutputJson json, EventWriter events, RequestPermits permits) {
        this.stream = stream;
        this.format = format;
        this.json = json;
        this.events = events;
        this.permits = permits;
    }

    /** Returns once the stream has ended, and the response is complete or aborted. */
    void write() throws IOException, InterruptedException {
        try {
            long outputs = 0;
            for (byte[] output = next(); output != null; output = next()) {
                byte[] event = format.output(json, output);
                permits.adjustMemory(event.length);
                events.write(event);
                permits.adjustMemory(-event.length);
                outputs++;
            }
            events.end(outputs);
        } catch (UncheckedIOException e) { // from the thread that reads inputs
            IOException cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof ClientAbortException || events.isDisconnected()) {
                events.abandon(cause);
            } else {
                events.fail(cause);
            }
        } catch (IOException e) {
            events.abandon(e);
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    private byte @Nullable [] next() throws IOException, InterruptedException {
        while (true) {
            try {
                return stream.next(events.pause());
            } catch (TimeoutException e) {
                events.beat();
            }
        }
    }
}
