package io.dcf.bridge.events;

import io.dcf.bridge.breaker.BreakerStatus;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.history.FunctionHistories;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.stream.StreamShutdown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Lists the functions every two seconds while at least one client follows them, on a thread of its own, so that what a client sends does not
 * affect the result for all.
 */
@Component
class FunctionFeed {

    private static final Logger log = LoggerFactory.getLogger(FunctionFeed.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final FunctionReads functions;
    private final FunctionHistories histories;
    private final Breakers breakers;
    private final AsyncTaskExecutor executor;
    private final StreamShutdown shutdown;
    private int followers;
    private boolean running;
    private volatile @Nullable FunctionSnapshot latest;

    FunctionFeed(
            FunctionReads functions,
            FunctionHistories histories,
            Breakers breakers,
            AsyncTaskExecutor executor,
            StreamShutdown shutdown) {
        this.functions = functions;
        this.histories = histories;
        this.breakers = breakers;
        this.executor = executor;
        this.shutdown = shutdown;
    }

    /** Begins to follow; {@link #leave} must be called at the end. */
    synchronized void join() {
        followers++;
        if (!running) {
            executor.execute(this::run);
            running = true;
        }
    }

    synchronized void leave() {
        followers--;
    }

    /** The newest state; null if there is none yet. */
    @Nullable
    FunctionSnapshot latest() {
        return latest;
    }

    private void run() {
        try {
            do {
                latest = read();
            } while (!shutdown.startsWithin(INTERVAL) && isFollowed());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the executor shuts down
        }
    }

    private synchronized boolean isFollowed() {
        if (followers == 0) {
            running = false;
            latest = null;
            histories.noteReplicas(Map.of());
        }
        return running;
    }

    private FunctionSnapshot read() {
        FunctionSnapshot before = latest;
        Map<String, FunctionRow> known = before == null ? null : before.rows();
        try {
            List<FunctionStatus> current = functions.list();
            histories.noteReplicas(current.stream()
                    .collect(Collectors.toMap(FunctionStatus::name, FunctionStatus::availableReplicas, (a, b) -> b)));
            return new FunctionSnapshot(rows(current), null);
        } catch (GatewayException e) {
            return new FunctionSnapshot(known, e.detail());
        } catch (RuntimeException e) {
            log.error("Failed to list the functions for clients that follow them", e);
            return new FunctionSnapshot(known, "The functions could not be listed.");
        }
    }

    private Map<String, FunctionRow> rows(List<FunctionStatus> current) {
        Set<String> open =
                breakers.statuses().stream().map(BreakerStatus::function).collect(Collectors.toSet());
        Map<String, FunctionRow> rows = new TreeMap<>();
        for (FunctionStatus each : current) {
            String name = each.name();
            rows.put(
                    name,
                    FunctionRow.of(each, histories.activity(name), histories.inFlight(name), open.contains(name)));
        }
        return rows;
    }
}
