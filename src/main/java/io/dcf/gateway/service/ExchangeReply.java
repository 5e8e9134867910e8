package io.dcf.gateway.service;

import io.dcf.gateway.call.Output;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The response of an HTTP exchange: the function's output, whole or in pieces, or a failure. Ends the call once. */
final class ExchangeReply {

    private final ServerCallStreamObserver<Messages> outputs;
    private final HttpMetadata http;
    private final Function<Throwable, StatusRuntimeException> status;
    private final OutputWriter writer;
    private boolean ended;

    /** @param status the status with which a failed call ends */
    ExchangeReply(
            ServerCallStreamObserver<Messages> outputs,
            HttpMetadata http,
            Function<Throwable, StatusRuntimeException> status) {
        this.outputs = outputs;
        this.http = http;
        this.status = status;
        this.writer = new OutputWriter(outputs, this::fail);
    }

    /** Continues to write an output in pieces, since the client can take one. */
    void requestNext() {
        writer.requestNext();
    }

    /** The function has answered or failed. */
    void answered(@Nullable Output output, @Nullable Throwable failure) {
        if (output == null) {
            fail(failure == null ? new CancellationException() : failure);
            return;
        }
        try {
            answer(output);
        } catch (RuntimeException e) {
            output.discard();
            fail(e);
        }
    }

    private void answer(Output output) {
        synchronized (this) {
            if (ended) {
                output.discard();
                return;
            }
            http.set(output);
            if (output.pieces() == null) {
                outputs.onNext(
                        Messages.newBuilder().setOutput(output.bytes()).build()); // fails if the headers are too long
                ended = true;
                outputs.onCompleted();
                return;
            }
            http.send();
        }
        output.pieces().subscribe(writer);
    }

    synchronized void fail(Throwable failure) {
        if (!ended) {
            ended = true;
            outputs.onError(
                    failure instanceof CancellationException
                            ? Status.CANCELLED.asRuntimeException()
                            : status.apply(failure));
        }
    }

    /** Sends nothing from now on, since the client has cancelled the call. */
    synchronized void end() {
        ended = true;
    }

    /** Stops the output. Not synchronized: the writer takes this lock when its output fails. */
    void cancel() {
        writer.cancel();
    }
}
