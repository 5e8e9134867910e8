package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function is given.
 *
 * @param bytes all of it, unless it comes in pieces
 * @param contentType what the caller says the bytes are
 * @param callId what names the call in the caller's logs
 * @param http what HTTP says beside the bytes; null where the caller gives nothing but bytes
 * @param pieces what comes in pieces, and may be taken once; null where there are bytes
 */
public record Input(
        ByteString bytes,
        @Nullable String contentType,
        @Nullable String callId,
        @Nullable HttpRequestHead http,
        @Nullable InputPieces pieces) {

    /** What is no HTTP, and has come. */
    public Input(ByteString bytes, @Nullable String contentType, @Nullable String callId) {
        this(bytes, contentType, callId, null, null);
    }

    /** How many bytes have come. */
    public long size() {
        return pieces == null ? bytes.size() : pieces.size();
    }

    /** Runs a function that takes an input as a whole, and no HTTP beside it; refuses what such a function does not take. */
    public CompletableFuture<Output> runWhole(String function, Function<ByteString, CompletableFuture<Output>> run) {
        if (http != null && !http.isInvocation()) {
            return CompletableFuture.failedFuture(Refusal.speaksNoHttp(function, http));
        }
        return pieces == null ? run.apply(bytes) : collect(function, pieces, run);
    }

    private static CompletableFuture<Output> collect(
            String function, InputPieces pieces, Function<ByteString, CompletableFuture<Output>> run) {
        Context context = Context.current();
        CompletableFuture<Output> output = new CompletableFuture<>();
        BoundedBody body = new BoundedBody(() -> Refusal.takesLess(function));
        pieces.subscribe(body.ofPieces());
        body.getBody()
                .whenComplete((all, failure) -> context.run(() -> {
                    if (failure != null) {
                        output.completeExceptionally(failure);
                        return;
                    }
                    CompletableFuture<Output> running = run.apply(all);
                    output.whenComplete((done, end) -> running.cancel(true));
                    running.whenComplete((done, end) -> {
                        if (end == null) {
                            output.complete(done);
                        } else {
                            output.completeExceptionally(end);
                        }
                    });
                }));
        return output;
    }
}
