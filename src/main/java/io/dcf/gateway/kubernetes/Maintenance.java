package io.dcf.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Runs periodic tasks: stores counts, completes functions that a gateway left incomplete, scales idle functions to 0. */
final class Maintenance implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
    private static final int STOP_TIMEOUT_SECONDS = 5;
    private static final int MAX_MISSED_ROUNDS = 2; // rounds without the API server before that is logged
    private static final int THREADS = 2; // so that a call that wakes a function does not wait for a round

    private final ThreadPoolTaskScheduler threads = new ThreadPoolTaskScheduler();
    private int missed;

    Maintenance() {
        threads.setThreadNamePrefix("kubernetes-maintenance-");
        threads.setDaemon(true);
        threads.setPoolSize(THREADS);
        threads.setWaitForTasksToCompleteOnShutdown(true);
        threads.setAwaitTerminationSeconds(STOP_TIMEOUT_SECONDS);
        threads.initialize();
    }

    Executor executor() {
        return threads;
    }

    void start(ClusterState state, Consumer<ClusterFunction> completion, ScaleToZero scaleToZero, Duration interval) {
        threads.scheduleWithFixedDelay(
                () -> {
                    logOutage(state.isCurrent());
                    each(state, ClusterFunction::flush);
                    each(state, function -> {
                        if (!function.isComplete()) {
                            completion.accept(function);
                        }
                    });
                    each(state, scaleToZero::scaleIfIdle);
                },
                Instant.now().plus(interval),
                interval);
    }

    /** Ignores a single missed round, since watches are renewed from time to time. */
    private void logOutage(boolean current) {
        if (current && missed >= MAX_MISSED_ROUNDS) {
            log.info("The Kubernetes API server answers again");
        }
        missed = current ? 0 : missed + 1;
        if (missed == MAX_MISSED_ROUNDS) {
            log.warn(
                    "The Kubernetes API server does not answer: functions stay callable in their last known state, changes are refused");
        }
    }

    /** Stores the counts once more. */
    void stop(ClusterState state) {
        if (!threads.getScheduledExecutor().isShutdown()) {
            threads.execute(() -> each(state, ClusterFunction::flush));
        }
        close();
    }

    /** Failures are retried in the next round. */
    private static void each(ClusterState state, Consumer<ClusterFunction> step) {
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

    @Override
    public void close() {
        threads.shutdown();
    }
}
