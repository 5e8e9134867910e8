package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2ResetFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Receives one response, which has to be a 200 with exactly the expected body. */
final class ResponseCheck extends SimpleChannelInboundHandler<HttpObject> {

    private static final int OK = 200;
    private static final int MAX_SHOWN = 300;

    private final byte[] expected;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int status;
    private boolean keepAlive;

    ResponseCheck(byte[] expected) {
        this.expected = expected;
    }

    /** Completes if the response is right; fails with what is wrong. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** The number of bytes expected. */
    int size() {
        return expected.length;
    }

    void fail(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
        if (part.decoderResult().isFailure()) {
            exceptionCaught(context, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpResponse response) {
            status = response.status().code();
            keepAlive = HttpUtil.isKeepAlive(response);
        }
        if (part instanceof HttpContent content) {
            content.content().readBytes(body, content.content().readableBytes());
        }
        if (part instanceof LastHttpContent) {
            if (!keepAlive) {
                context.close();
            }
            check();
        }
    }

    private void check() {
        byte[] received = body.toByteArray();
        int mismatch = Arrays.mismatch(expected, received);
        if (status != OK) {
            String shown = new String(received, 0, Math.min(MAX_SHOWN, received.length), StandardCharsets.UTF_8);
            fail(new IOException("status " + status + " " + shown));
        } else if (mismatch >= 0) {
            fail(new IOException(received.length + " bytes received, the first wrong one at " + mismatch));
        } else {
            done.complete(null);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new IOException("closed after status " + status + " and " + body.size() + " bytes"));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            fail(new IOException("RST_STREAM with error code " + reset.errorCode()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
        context.close();
    }
}
