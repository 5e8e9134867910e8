package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.ClusterObjects;
import io.dcf.gateway.manifest.DurationAnnotation;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Scales functions that nobody calls to 0. Of all gateways of a namespace, only the one that holds a {@link Lease} does. */
final class ScaleToZero implements AutoCloseable {

    private static final Duration LEASE_DURATION = Duration.ofSeconds(30);
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(20);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private final NamespacedKubernetesClient client;
    private final ClusterObjects objects;
    private CompletableFuture<?> election = CompletableFuture.completedFuture(null);
    private volatile boolean leader;

    ScaleToZero(NamespacedKubernetesClient client, ClusterObjects objects) {
        this.client = client;
        this.objects = objects;
    }

    /** Scales a function to 0 if it is idle and this gateway is the leader. */
    void scaleIfIdle(ClusterFunction function) {
        Optional<Duration> idle = DurationAnnotation.SCALE_TO_ZERO.of(function.definition());
        if (idle.isEmpty()) {
            return;
        }
        if (election.isDone()) {
            election = elect();
        }
        if (leader
                && function.replicas() != 0
                && function.idleSince().plus(idle.get()).isBefore(Instant.now())) {
            objects.scale(function.deployment(), 0, true);
        }
    }

    private CompletableFuture<?> elect() {
        LeaseLock lock = new LeaseLock(
                client.getNamespace(), Names.FIELD_MANAGER, UUID.randomUUID().toString());
        return client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName(Names.FIELD_MANAGER)
                        .withLock(lock)
                        .withLeaseDuration(LEASE_DURATION)
                        .withRenewDeadline(RENEW_DEADLINE)
                        .withRetryPeriod(RETRY_INTERVAL)
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(
                                new LeaderCallbacks(() -> leader = true, () -> leader = false, identity -> {}))
                        .build())
                .build()
                .start();
    }

    @Override
    public void close() {
        election.cancel(true);
    }
}
