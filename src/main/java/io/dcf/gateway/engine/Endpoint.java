package io.dcf.gateway.engine;

import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.Runner;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** One replica, or several behind one address, and the number of calls in flight there. */
public final class Endpoint {

    private final Runner runner;
    private final AtomicLong running = new AtomicLong();
    private volatile long replicas;

    /** @param replicas number of replicas behind the address, unsigned */
    public Endpoint(Runner runner, long replicas) {
        this.runner = runner;
        this.replicas = replicas;
    }

    public void setReplicas(long number) {
        replicas = number;
    }

    /**
     * Acquires capacity for one call at the endpoint with the fewest calls in flight; empty if all are full. {@link #release} gives it back.
     *
     * @param excluded endpoints that have not taken the call
     * @param concurrency maximum number of concurrent calls of a replica
     */
    public static Optional<Endpoint> acquire(
            List<Endpoint> endpoints, Collection<Endpoint> excluded, long concurrency) {
        while (true) {
            Endpoint leastBusy = null;
            for (Endpoint each : endpoints) {
                long running = each.running.get();
                if (running < each.capacity(concurrency)
                        && (leastBusy == null || running < leastBusy.running())
                        && !excluded.contains(each)) {
                    leastBusy = each;
                }
            }
            if (leastBusy == null || leastBusy.acquire(concurrency)) {
                return Optional.ofNullable(leastBusy);
            }
        }
    }

    /** Number of calls in flight. */
    public long running() {
        return running.get();
    }

    /** Maximum number of concurrent calls of all replicas; {@code Long.MAX_VALUE} if that overflows. */
    public long capacity(long concurrency) {
        long all = replicas;
        return all < 0 || all > Long.MAX_VALUE / concurrency ? Long.MAX_VALUE : all * concurrency;
    }

    public boolean isIdle() {
        return running.get() == 0;
    }

    public CompletableFuture<Output> run(CreateFunctionRequest function, Input input) {
        return runner.run(function, input);
    }

    public void release() {
        running.decrementAndGet();
    }

    private boolean acquire(long concurrency) {
        long max = capacity(concurrency);
        return running.getAndUpdate(now -> now < max ? now + 1 : now) < max;
    }
}
