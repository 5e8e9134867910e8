package io.dcf.bridge.channel;

import static io.grpc.ConnectivityState.READY;
import static io.grpc.ConnectivityState.TRANSIENT_FAILURE;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the bridge connected: before the first request, to a gateway that comes back, to new addresses of its name, and
 * with certificates as they are now. gRPC alone waits for a failure to do so, and for up to two minutes after one.
 */
@Component
public class GatewayConnection implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GatewayConnection.class);

    /** How long an attempt to connect may take, the first one before requests are let in. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final Duration LOST = Duration.ofSeconds(2);
    private static final Duration NAMES = Duration.ofSeconds(10);
    private static final Duration FILES = Duration.ofSeconds(5);

    private final Connections connections;
    private final Optional<GatewayCertificates> certificates;
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("gateway-connection-"));

    GatewayConnection(Connections connections, Optional<GatewayCertificates> certificates) {
        this.connections = connections;
        this.certificates = certificates;
        connections.all().forEach(channel -> channel.getState(true));
    }

    /** Before the HTTP server, which starts in a later phase; a gateway that is away holds it up no longer than that. */
    @Override
    public void start() {
        CountDownLatch attempted = new CountDownLatch(connections.all().size());
        connections.all().forEach(channel -> watch(channel, attempted));
        try {
            if (!attempted.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || connections.count(READY) == 0) {
                log.warn("The gateway cannot be reached yet; the bridge is ready as soon as it can");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        every(LOST, () -> connections.all().forEach(GatewayConnection::reconnect));
        // Which looks the names up, too.
        every(NAMES, () -> connections.all().forEach(ManagedChannel::resetConnectBackoff));
        certificates.ifPresent(files -> every(FILES, files::reload));
    }

    @Override
    public void stop() {
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return !clock.getQueue().isEmpty();
    }

    @Override
    public int getPhase() {
        return 0;
    }

    /** Leaves the connections to the calls under way, and makes others for those to come. */
    public void renew() {
        connections.renew();
    }

    private static void reconnect(ManagedChannel channel) {
        if (channel.getState(true) != READY) {
            Connections.renew(channel);
        }
    }

    private static void watch(ManagedChannel channel, CountDownLatch attempted) {
        ConnectivityState state = channel.getState(true);
        if (state == READY || state == TRANSIENT_FAILURE) {
            attempted.countDown();
        } else {
            channel.notifyWhenStateChanged(state, () -> watch(channel, attempted));
        }
    }

    private void every(Duration period, Runnable task) {
        Runnable safely = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("The connection to the gateway could not be looked after", e);
            }
        };
        clock.scheduleWithFixedDelay(safely, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }
}
