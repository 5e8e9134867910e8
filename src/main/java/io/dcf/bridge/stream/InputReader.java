package io.dcf.bridge.stream;

import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.FunctionStream;
import io.dcf.bridge.tomcat.DisconnectDetector;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body on a thread of its own, and sends what is in it to a function, no faster than the gateway takes it. */
final class InputReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InputReader.class);
    private static final int CHUNK = 8 << 10;
    /** What is on its way comes in that time, so that the connection can be kept. */
    private static final long SHORT_WAIT_MILLIS = 100;

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

    /** The body may be silent for as long as its caller likes. What is wrong with it, the stream's outputs end with. */
    static InputReader start(
            HttpServletRequest request, InputSplitter inputs, FunctionStream stream, Executor executor) {
        InputReader reader = new InputReader(request, inputs, stream);
        executor.execute(reader::run);
        reader.connection.setBodyReadApart(true);
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
            log.debug("no more inputs are wanted", e);
        } finally {
            connection.resetReadTimeout();
            ended.countDown();
        }
    }

    private void readAll(InputStream body) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
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
        bodyEnded = true; // before the function can know of it, and end the stream
        connection.requireWholeBody(request, received);
        FunctionInput last = inputs.last();
        if (last == null || stream.send(last)) {
            stream.endInputs();
        }
    }

    /** Closes the stream, and waits until nothing is read any more, so that the request can end. The response has to be complete. */
    @Override
    public void close() throws InterruptedException {
        stream.close();
        if (!ended.await(SHORT_WAIT_MILLIS, TimeUnit.MILLISECONDS) && !bodyEnded && !connection.endReading()) {
            return;
        }
        ended.await();
        connection.setBodyReadApart(false);
    }
}
