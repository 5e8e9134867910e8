package io.dcf.bridge.history;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.limit.RequestLimiter;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/** The histories of functions that were invoked within the last hour. The invoker bounds their number. */
@Component
public class FunctionHistories {

    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Map<String, FunctionHistory> histories = new ConcurrentHashMap<>();
    private final TaskScheduler scheduler;
    private final ToIntFunction<FunctionName> inFlight;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile Map<String, Long> replicas = Map.of();

    @Autowired
    FunctionHistories(@Qualifier("taskScheduler") TaskScheduler scheduler, RequestLimiter limits) {
        this(scheduler, limits::inFlight);
    }

    /** @param inFlight the number of requests of a function in progress */
    public FunctionHistories(TaskScheduler scheduler, ToIntFunction<FunctionName> inFlight) {
        this.scheduler = scheduler;
        this.inFlight = inFlight;
    }

    /** Adds an invocation that has ended. */
    public void add(String function, Code code, Duration time) {
        histories.computeIfAbsent(function, name -> new FunctionHistory()).add(code, time);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            scheduler.scheduleAtFixedRate(this::sample, Instant.now().plus(INTERVAL), INTERVAL);
        }
    }

    /** Ends the interval of all functions. */
    void sample() {
        Instant now = Instant.now();
        histories.values().removeIf(history -> history.isOver(INTERVAL));
        histories.forEach((name, history) -> history.sample(now, inFlight(name), replicas.get(name)));
    }

    /** Notes the current number of instances of each function; none if it is not known any more. */
    public void noteReplicas(Map<String, Long> current) {
        replicas = Map.copyOf(current);
    }

    /** The samples of a function, oldest first; none if it was not invoked within the last hour. */
    public List<Sample> samples(FunctionName function) {
        FunctionHistory history = histories.get(function.value());
        return history == null ? List.of() : history.samples();
    }

    public Activity activity(String function) {
        FunctionHistory history = histories.get(function);
        return history == null ? Activity.NONE : history.activity(INTERVAL);
    }

    /** The number of invocations and streams of a function in progress. */
    public int inFlight(String function) {
        return FunctionName.isValid(function) ? inFlight.applyAsInt(new FunctionName(function)) : 0;
    }
}
