package io.dcf.gateway.call;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls functions by {@code pb.FxWatcher/Call}, the protocol of DCF and OpenFx containers. */
final class WatcherRunner implements AutoCloseable {

    private static final int IDLE_MINUTES = 1;

    /** A channel for each address, until it is not called any more; calls in flight run to their end. */
    private final LoadingCache<FunctionAddress, ManagedChannel> channels = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(2 * IDLE_MINUTES))
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .removalListener((@Nullable FunctionAddress address, @Nullable ManagedChannel gone, RemovalCause cause) -> {
                if (gone != null) {
                    gone.shutdown();
                }
            })
            .build(WatcherRunner::channel);

    Runner at(FunctionAddress address) {
        return (function, input) -> input.runWhole(
                function.getService(), bytes -> new WatcherCall(function).run(channels.get(address), bytes));
    }

    private static ManagedChannel channel(FunctionAddress address) {
        return NettyChannelBuilder.forAddress(address.host().replaceAll("[\\[\\]]", ""), address.port())
                .usePlaintext()
                .directExecutor()
                .idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .build();
    }

    @Override
    public void close() {
        channels.asMap().values().forEach(ManagedChannel::shutdownNow);
    }
}
