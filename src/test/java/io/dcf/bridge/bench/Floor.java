package io.dcf.bridge.bench;

import com.google.protobuf.UnsafeByteOperations;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.SimpleChannelInboundHandler;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObjectAggregator;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;

/**
 * The least that a JVM can do between HTTP and gRPC: POST /function/{name} on one thread and one channel, with no metric, no
 * log, no deadline and no error but 502. What the bridge costs beyond it is what the bridge does.
 */
final class Floor implements AutoCloseable {

    private static final String PREFIX = "/function/";
    private static final int LARGEST = 8 << 20;
    private static final int BACKLOG = 4096;

    private final Loop loop = Loop.start();
    private final ManagedChannel gateway;
    private final Channel server;

    Floor(int port, int upstream) {
        gateway = NettyChannelBuilder.forAddress("127.0.0.1", upstream)
                .usePlaintext()
                .directExecutor()
                .disableRetry()
                .maxInboundMessageSize(LARGEST)
                .eventLoopGroup(loop.group())
                .channelType(loop.connecting(), InetSocketAddress.class)
                .build();
        server = new ServerBootstrap()
                .group(loop.group())
                .channel(loop.listening())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST), new Invocations());
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** Takes the port, 0 for a free one, and the upstream's; prints the port. */
    public static void main(String[] args) {
        Floor floor = new Floor(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println(floor.port());
        floor.server.closeFuture().syncUninterruptibly();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        gateway.shutdownNow();
        loop.close();
    }

    private final class Invocations extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            RawInvoke.start(
                    gateway,
                    InvokeServiceRequest.newBuilder()
                            .setService(request.uri().substring(PREFIX.length()))
                            .setInput(UnsafeByteOperations.unsafeWrap(ByteBufUtil.getBytes(request.content())))
                            .build(),
                    output -> context.writeAndFlush(answer(HttpResponseStatus.OK, output)),
                    failure -> context.writeAndFlush(answer(HttpResponseStatus.BAD_GATEWAY, new byte[0])));
        }

        private FullHttpResponse answer(HttpResponseStatus status, byte[] output) {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(output));
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, output.length);
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain;charset=UTF-8");
            return answer;
        }
    }
}
