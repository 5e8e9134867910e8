package io.dcf.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** What a gateway does now and then: keeps counts, completes functions that another gateway left half done, looks for idle ones. */
final class Maintenance implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
    private static final int STOP_SECONDS = 5;
    private static final int MISSED = 2; // rounds without an API server, before the log says so
    private static final int THREADS = 2; // so that a call that wakes a function does not wait for a round

    private final ScheduledExecutorService threads;
    private int missed;

    Maintenance() {
        CustomizableThreadFactory factory = new CustomizableThreadFactory("kubernetes-upkeep-");
        factory.setDaemon(true);
        threads = Executors.newScheduledThreadPool(THREADS, factory);
    }

    Executor executor() {
        return threads;
    }

    void start(ClusterState state, Consumer<ClusterFunction> completion, ScaleToZero idle, Duration interval) {
        threads.scheduleWithFixedDelay(
                () -> {
                    note(state.isCurrent());
                    each(state, ClusterFunction::flush);
                    each(state, function -> {
                        if (!function.isWhole()) {
                            completion.accept(function);
                        }
                    });
                    each(state, idle::sweep);
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Watches are renewed now and then, so that a single look says little. */
    private void note(boolean current) {
        if (current && missed >= MISSED) {
            log.info("The Kubernetes API server answers again");
        }
        missed = current ? 0 : missed + 1;
        if (missed == MISSED) {
            log.warn(
                    "The Kubernetes API server does not answer: functions are called as last known, changes are refused");
        }
    }

    /** Keeps the counts once more. */
    void stop(ClusterState state) {
        if (!threads.isShutdown()) {
            threads.execute(() -> each(state, ClusterFunction::flush));
        }
        close();
    }

    /** What fails now is tried again the next time. */
    private static void each(ClusterState state, Consumer<ClusterFunction> step) {
        for (ClusterFunction function : state.all()) {
            String name = function.definition().getService();
            try {
                step.accept(function);
            } catch (KubernetesClientException e) {
                if (ApiFailure.isAway(e)) {
                    return;
                }
                if (!ApiFailure.isConflict(e)) {
                    log.warn("Function {} is not kept up to date: {}", name, ApiFailure.sentence(e));
                }
            } catch (RuntimeException e) {
                log.warn("Function {} is not kept up to date", name, e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
