package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufHolder;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sends a request or a part of it and disconnects, on an HTTP/1.1 connection or an HTTP/2 stream. */
final class Disconnect extends SimpleChannelInboundHandler<Object> {

    /** How the connection or the stream ends. */
    enum Signal {
        /** TCP's FIN. */
        CLOSE,
        /** TCP's RST. */
        RESET,
        /** HTTP/2's frame; the connection stays open. */
        RST_STREAM
    }

    private final AbandonedRequest request;
    private final Signal signal;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private int received;

    Disconnect(AbandonedRequest request, Signal signal) {
        this.request = request;
        this.signal = signal;
    }

    /** Completes with whether the caller disconnected; false if there was no connection or the bridge closed it. */
    CompletableFuture<Boolean> done() {
        return done;
    }

    /** Sends now and disconnects later; on the channel's loop. */
    void start(Channel channel) {
        if (signal == Signal.RST_STREAM) {
            sendStream(channel);
        } else {
            channel.writeAndFlush(wire());
        }
        channel.eventLoop().schedule(() -> disconnect(channel), request.millis(), TimeUnit.MILLISECONDS);
    }

    private ByteBuf wire() {
        byte[] head = request.head();
        if (request.moment() == AbandonedRequest.Moment.HEAD) {
            return Unpooled.wrappedBuffer(head, 0, ThreadLocalRandom.current().nextInt(head.length));
        }
        return Unpooled.wrappedBuffer(
                Unpooled.wrappedBuffer(head), Unpooled.wrappedBuffer(request.body(), 0, request.sent()));
    }

    private void sendStream(Channel stream) {
        stream.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("127.0.0.1")
                .path(request.path())
                .set("content-type", request.contentType())
                .setInt("content-length", request.body().length)));
        stream.writeAndFlush(new DefaultHttp2DataFrame(
                Unpooled.wrappedBuffer(request.body(), 0, request.sent()), request.sent() == request.body().length));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object part) {
        received += part instanceof ByteBuf bytes
                ? bytes.readableBytes()
                : part instanceof ByteBufHolder data ? data.content().readableBytes() : 0;
        if (received >= request.received() && request.received() > 0) {
            disconnect(context.channel());
        }
    }

    private void disconnect(Channel channel) {
        if (done.complete(channel.isActive())) {
            if (signal == Signal.RESET) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            channel.close(); // a stream by RST_STREAM
        }
    }

    /** There is no connection. */
    void fail() {
        done.complete(false);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
