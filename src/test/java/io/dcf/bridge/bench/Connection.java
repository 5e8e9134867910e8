package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * A kept connection, on which one question at a time is asked and its answer checked; to be used on its loop alone. It is
 * opened again for the next question where the server says that it closes it.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

    /** Told how a question ended. */
    @FunctionalInterface
    interface Ending {
        void of(boolean correct, long nanos);
    }

    private final Bootstrap client;
    private ChannelFuture opening;
    private @Nullable Question question;
    private @Nullable Ending ending;
    private long asked;
    private boolean correct;
    private boolean last;
    private int read;

    Connection(Loop loop, int port) {
        client = loop.client(port).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpResponseDecoder(), Connection.this);
            }
        });
        opening = client.connect();
    }

    @Override
    public boolean isSharable() {
        return true; // by the channels that follow each other
    }

    /** Waits until it is open, or is not going to be. */
    boolean await() {
        return opening.awaitUninterruptibly().isSuccess();
    }

    /** Asks; where the connection is lost, the end is there at once. */
    void ask(Question next, Ending told) {
        question = next;
        ending = told;
        correct = true;
        read = 0;
        asked = System.nanoTime();
        if (last) {
            last = false;
            opening = client.connect().addListener(opened -> send(next));
        } else {
            send(next);
        }
    }

    private void send(Question next) {
        Channel channel = opening.channel();
        if (channel.isActive()) {
            channel.writeAndFlush(next.request().duplicate(), channel.voidPromise());
        } else {
            end(false);
        }
    }

    void close() {
        opening.channel().close();
    }

    /** Fails what was asked and is not answered yet. */
    void giveUp() {
        if (ending != null) {
            close();
            end(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse response) {
            correct &= part.decoderResult().isSuccess()
                    && (question == null || response.status().code() == question.status());
            last = !HttpUtil.isKeepAlive(response);
        }
        if (part instanceof HttpContent content) {
            check(content.content());
        }
        if (part instanceof LastHttpContent) {
            end(correct && (question == null || question.answer() == null || read == question.answer().length));
        }
    }

    private void check(ByteBuf content) {
        byte[] answer = question == null ? null : question.answer();
        int length = content.readableBytes();
        if (answer != null && length > 0) {
            correct &= read + length <= answer.length
                    && ByteBufUtil.equals(content, content.readerIndex(), Unpooled.wrappedBuffer(answer), read, length);
        }
        read += length;
    }

    private void end(boolean well) {
        if (last) {
            close();
        }
        Ending told = ending;
        ending = null;
        if (told != null) {
            told.of(well, System.nanoTime() - asked);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (context.channel() == opening.channel()) {
            end(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
