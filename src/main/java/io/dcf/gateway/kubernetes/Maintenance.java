package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.ApiFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Runs periodic tasks: stores counts, completes functions that a gateway left incomplete, scales idle functions to 0. */
final class Maintenance {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
    private static final int STOP_TIMEOUT_SECONDS = 5;
    private static final int MAX_MISSED_ROUNDS = 2; // rounds without the API server before that is logged

    private final ClusterState state;
    private final FunctionObjects objects;
    private final ScaleToZero scaleToZero;
    private final ThreadPoolTaskScheduler scheduler;
    private @Nullable ScheduledFuture<?> rounds;
    private int missed;

    Maintenance(
            ClusterState state, FunctionObjects objects, ScaleToZero scaleToZero, ThreadPoolTaskScheduler scheduler) {
        this.state = state;
        this.objects = objects;
        this.scaleToZero = scaleToZero;
        this.scheduler = scheduler;
    }

    void start(Duration interval) {
        rounds = scheduler.scheduleWithFixedDelay(this::round, Instant.now().plus(interval), interval);
    }

    private synchronized void round() {
        logOutage(state.isCurrent());
        each(ClusterFunction::flush);
        each(function -> {
            if (!function.isComplete()) {
                objects.complete(function);
            }
        });
        each(scaleToZero::scaleIfIdle);
    }

    /** Ignores a single missed round, since watches are renewed from time to time. */
    private void logOutage(boolean current) {
        if (current && missed >= MAX_MISSED_ROUNDS) {
            log.info("The Kubernetes API server answers again");
        }
        missed = current ? 0 : missed + 1;
        if (missed == MAX_MISSED_ROUNDS) {
            log.warn("The Kubernetes API server does not answer: functions stay callable in their last known state,"
                    + " changes are refused");
        }
    }

    /** Stores the counts once more, after a round that runs. */
    void stop() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        CompletableFuture.runAsync(this::flush, scheduler)
                .completeOnTimeout(null, STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private synchronized void flush() {
        each(ClusterFunction::flush);
    }

    /** Failures are retried in the next round. */
    private void each(Consumer<ClusterFunction> step) {
        for (ClusterFunction function : state.all()) {
            String name = function.definition().getService();
            try {
                step.accept(function);
            } catch (KubernetesClientException e) {
                if (ApiFailure.isUnreachable(e)) {
                    return;
                }
                if (!ApiFailure.isConflict(e)) {
                    log.warn("Failed to maintain function {}: {}", name, ApiFailure.sentence(e));
                }
            } catch (RuntimeException e) {
                log.warn("Failed to maintain function {}", name, e);
            }
        }
    }
}
