package io.dcf.bridge.bench;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Connection;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.grpc.netty.shaded.io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A kept HTTP/2 connection with a stream for each request, reopened after it was closed; to be used only on its loop.
 * It uses prior knowledge; the JDK's client would offer an upgrade, which the bridge refuses.
 */
final class Http2Client {

    private final Bootstrap bootstrap;
    private ChannelFuture opening;

    Http2Client(Loop loop, int port) {
        bootstrap = loop.client(port).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                Http2FrameCodecBuilder.forClient().build(),
                                new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                                new ConnectionHandler());
            }
        });
        opening = bootstrap.connect();
    }

    void send(EchoInvocation invocation) {
        ResponseCheck check = invocation.check();
        ChannelHandler handlers = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new ReadTimeoutHandler(Http1Client.TIMEOUT_SECONDS, TimeUnit.SECONDS),
                                new Http2StreamFrameToHttpObjectCodec(false),
                                check);
            }
        };
        open(
                handlers,
                stream -> stream.writeAndFlush(invocation.request()).addListener(written -> {
                    if (!written.isSuccess()) {
                        check.fail(written.cause());
                    }
                }),
                check::fail);
    }

    /** Opens a stream for one request. */
    void open(ChannelHandler handlers, Consumer<Channel> opened, Consumer<Throwable> failed) {
        if (opening.isDone() && !opening.channel().isActive()) {
            opening = bootstrap.connect();
        }
        opening.addListener(connected -> {
            if (!connected.isSuccess()) {
                failed.accept(connected.cause());
                return;
            }
            new Http2StreamChannelBootstrap(opening.channel())
                    .handler(handlers)
                    .open()
                    .addListener(stream -> {
                        if (stream.isSuccess()) {
                            opened.accept((Channel) stream.getNow());
                        } else {
                            failed.accept(stream.cause());
                        }
                    });
        });
    }

    /** Opens the connection's window as curl, Go and browsers do, and shows why a connection ends. */
    private static final class ConnectionHandler extends ChannelInboundHandlerAdapter {

        /** With 64 KiB, Tomcat 11.0.27 closes one connection in some hundred thousand responses: docs/decisions/0018-http2-connections.md. */
        private static final int MORE_WINDOW = 16 << 20;

        @Override
        public void channelActive(ChannelHandlerContext context) throws Http2Exception {
            Http2Connection connection =
                    context.pipeline().get(Http2FrameCodec.class).connection();
            connection.local().flowController().incrementWindowSize(connection.connectionStream(), MORE_WINDOW);
            context.flush();
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            if (frame instanceof Http2GoAwayFrame goAway) {
                System.out.printf(
                        "GOAWAY with error code %d: %s%n",
                        goAway.errorCode(), goAway.content().toString(StandardCharsets.UTF_8));
            }
            context.fireChannelRead(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            System.out.printf("the connection failed: %s%n", cause);
        }
    }
}
