package io.dcf.gateway.server;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler.Sharable;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Closes new connections while the maximum number is open. gRPC has no such limit; it needs a handler in Netty's server channel,
 * which gRPC lets one choose only together with the event loops, so both are created here.
 */
final class ConnectionLimiter implements AutoCloseable {

    private final int max;
    private final EventLoopGroup boss = loops("embedded-gateway-accept-", 1);
    private final EventLoopGroup workers =
            loops("embedded-gateway-io-", Runtime.getRuntime().availableProcessors());

    ConnectionLimiter(int max) {
        this.max = max;
    }

    void addTo(NettyServerBuilder server) {
        server.bossEventLoopGroup(boss).workerEventLoopGroup(workers).channelFactory(this::channel);
    }

    private ServerChannel channel() {
        ServerChannel channel = Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        channel.pipeline().addFirst(new Handler(max));
        return channel;
    }

    private static EventLoopGroup loops(String name, int number) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(number, threads, io);
    }

    @Override
    public void close() {
        boss.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Runs before Netty's own acceptor, which receives each new connection as a message that was read. */
    @Sharable
    private static final class Handler extends ChannelInboundHandlerAdapter {

        private final AtomicInteger open = new AtomicInteger();
        private final int max;

        Handler(int max) {
            this.max = max;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            if (open.incrementAndGet() > max) {
                open.decrementAndGet();
                connection.unsafe().closeForcibly();
                return;
            }
            connection.closeFuture().addListener(closed -> open.decrementAndGet());
            context.fireChannelRead(connection);
        }
    }
}
