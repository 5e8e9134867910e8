package io.dcf.bridge.channel;

import io.dcf.bridge.certificate.GatewayCertificates;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Keeps the bridge connected: before the first request, to a gateway that restarts, to new addresses of its name, and with the current
 * certificates. gRPC alone does so only after a failure, and then after up to two minutes.
 */
@Component
public class GatewayConnection implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GatewayConnection.class);

    /** The time for one attempt to connect; the first attempt delays the start of the HTTP server by no more. */
    static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1500);

    private static final Duration RECONNECT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration RESOLVE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(5);

    private final Connections connections;
    private final Optional<GatewayCertificates> certificates;
    private final TaskScheduler scheduler;
    private final List<ScheduledFuture<?>> timers = new ArrayList<>();

    GatewayConnection(
            Connections connections,
            Optional<GatewayCertificates> certificates,
            @Qualifier("taskScheduler") TaskScheduler scheduler) {
        this.connections = connections;
        this.certificates = certificates;
        this.scheduler = scheduler;
        connections.all().forEach(channel -> channel.getState(true));
    }

    /** Is called before the HTTP server starts, which has a later phase. */
    @Override
    public void start() {
        CountDownLatch attempted = new CountDownLatch(connections.all().size());
        connections.all().forEach(channel -> watch(channel, attempted));
        try {
            if (!attempted.await(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    || connections.count(ConnectivityState.READY) == 0) {
                log.warn("The gateway cannot be reached; the bridge becomes ready when the gateway answers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        repeat(RECONNECT_INTERVAL, connections::reconnect);
        // This also resolves the names again.
        repeat(RESOLVE_INTERVAL, () -> connections.all().forEach(ManagedChannel::resetConnectBackoff));
        certificates.ifPresent(files -> repeat(RELOAD_INTERVAL, files::reload));
    }

    /** The scheduler logs what a task throws, and goes on. */
    private void repeat(Duration interval, Runnable task) {
        timers.add(scheduler.scheduleWithFixedDelay(task, Instant.now().plus(interval), interval));
    }

    @Override
    public void stop() {
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
    }

    @Override
    public boolean isRunning() {
        return !timers.isEmpty();
    }

    @Override
    public int getPhase() {
        return 0;
    }

    /** Makes new connections for new calls; calls in progress keep theirs. */
    public void renew() {
        connections.renew();
    }

    private static void watch(ManagedChannel channel, CountDownLatch attempted) {
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.READY || state == ConnectivityState.TRANSIENT_FAILURE) {
            attempted.countDown();
        } else {
            channel.notifyWhenStateChanged(state, () -> watch(channel, attempted));
        }
    }
}
