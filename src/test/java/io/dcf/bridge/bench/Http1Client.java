package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelPipeline;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpClientCodec;
import io.grpc.netty.shaded.io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;

/** A kept HTTP/1.1 connection for one request at a time, reopened after it was closed; to be used only on its loop. */
final class Http1Client {

    /** Without a byte of a response. */
    static final int TIMEOUT_SECONDS = 30;

    private static final String CHECK = "check";

    private final Bootstrap bootstrap;
    private ChannelFuture opening;

    Http1Client(Loop loop, int port) {
        bootstrap = loop.client(port).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new ReadTimeoutHandler(TIMEOUT_SECONDS, TimeUnit.SECONDS), new HttpClientCodec());
            }
        });
        opening = bootstrap.connect();
    }

    void send(EchoInvocation invocation) {
        if (opening.isDone() && !opening.channel().isActive()) {
            opening = bootstrap.connect();
        }
        opening.addListener(opened -> {
            if (opened.isSuccess()) {
                write(opening.channel(), invocation);
            } else {
                invocation.check().fail(opened.cause());
            }
        });
    }

    private static void write(Channel channel, EchoInvocation invocation) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(CHECK) != null) {
            pipeline.remove(CHECK);
        }
        pipeline.addLast(CHECK, invocation.check());
        channel.writeAndFlush(invocation.request()).addListener(written -> {
            if (!written.isSuccess()) {
                invocation.check().fail(written.cause());
            }
        });
    }
}
