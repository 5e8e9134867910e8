package io.dcf.bridge.stream;

import io.dcf.bridge.connection.DisconnectDetector;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.FunctionStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body on its own thread, and sends its inputs to a function, no faster than the gateway takes them. */
final class InputReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InputReader.class);
    private static final int CHUNK_SIZE = 8 << 10;

    /** Enough for input that is already on its way, so that the connection can stay open. */
    private static final long LAST_INPUT_TIMEOUT_MILLIS = 100;

    private final HttpServletRequest request;
    private final DisconnectDetector connection;
    private final InputSplitter inputs;
    private final FunctionStream stream;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean bodyEnded;

    private InputReader(HttpServletRequest request, InputSplitter inputs, FunctionStream stream) {
        this.request = request;
        this.connection = DisconnectDetector.of(request);
        this.inputs = inputs;
        this.stream = stream;
    }

    /** Starts the thread. The body has no read timeout. A failure ends the stream's outputs. */
    static InputReader start(
            HttpServletRequest request, InputSplitter inputs, FunctionStream stream, Executor executor) {
        InputReader reader = new InputReader(request, inputs, stream);
        executor.execute(reader::run);
        reader.connection.setBodyReadElsewhere(true);
        return reader;
    }

    private void run() {
        connection.disableReadTimeout();
        try {
            readAll(request.getInputStream());
        } catch (IOException e) {
            stream.fail(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            stream.fail(e);
        } catch (Error e) {
            stream.fail(new IllegalStateException(e));
            throw e;
        } catch (InterruptedException e) {
            log.debug("The stream ended before its inputs", e);
        } finally {
            connection.resetReadTimeout();
            ended.countDown();
        }
    }

    private void readAll(InputStream body) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK_SIZE];
        long received = 0;
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            received += count;
            inputs.add(chunk, count);
            for (FunctionInput next = inputs.next(); next != null; next = inputs.next()) {
                if (!stream.send(next)) {
                    return;
                }
            }
        }
        bodyEnded = true; // before the function can learn of it, and end the stream
        connection.requireWholeBody(request, received);
        FunctionInput last = inputs.last();
        if (last == null || stream.send(last)) {
            stream.endInputs();
        }
    }

    /** Closes the stream, and waits until the thread has ended, so that the request can end. The response must be complete. */
    @Override
    public void close() throws InterruptedException {
        stream.close();
        if (!ended.await(LAST_INPUT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS) && !bodyEnded && !connection.cancelRead()) {
            return;
        }
        ended.await();
        connection.setBodyReadElsewhere(false);
    }
}
