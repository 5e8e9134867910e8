package io.dcf.bridge.call;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.MessageLite;
import io.grpc.Status.Code;
import java.util.concurrent.ExecutionException;

/** Waits for replies of unary calls. */
public final class Replies {

    private Replies() {}

    /** Waits for the reply, or throws a {@link GatewayException}. */
    public static <T> T await(String method, MessageLite request, ListenableFuture<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw GatewayFailures.of(method, request.getSerializedSize(), e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayException(method, Code.CANCELLED, "The call was interrupted.");
        }
    }
}
