package io.dcf.gateway.kubernetes;

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

/** Takes their pods from functions that nobody calls. Of all gateways of a namespace, the one that holds a {@link Lease} does so. */
final class ScaleToZero implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final NamespacedKubernetesClient client;
    private final ClusterObjects objects;
    private CompletableFuture<?> election = CompletableFuture.completedFuture(null);
    private volatile boolean leads;

    ScaleToZero(NamespacedKubernetesClient client, ClusterObjects objects) {
        this.client = client;
        this.objects = objects;
    }

    /** Scales a function to 0 where it is idle, and this gateway is the one to do so. */
    void sweep(ClusterFunction function) {
        Optional<Duration> idle = DurationAnnotation.SCALE_TO_ZERO.of(function.definition());
        if (idle.isEmpty()) {
            return;
        }
        if (election.isDone()) {
            election = stand();
        }
        if (leads
                && function.replicas() != 0
                && function.idleSince().plus(idle.get()).isBefore(Instant.now())) {
            objects.scale(function.deployment(), 0, true);
        }
    }

    private CompletableFuture<?> stand() {
        LeaseLock lock = new LeaseLock(
                client.getNamespace(), Names.FIELD_MANAGER, UUID.randomUUID().toString());
        return client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName(Names.FIELD_MANAGER)
                        .withLock(lock)
                        .withLeaseDuration(LEASE)
                        .withRenewDeadline(RENEW_WITHIN)
                        .withRetryPeriod(RETRY)
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(() -> leads = true, () -> leads = false, leader -> {}))
                        .build())
                .build()
                .start();
    }

    @Override
    public void close() {
        election.cancel(true);
    }
}
