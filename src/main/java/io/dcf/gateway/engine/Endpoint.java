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

/** A replica, or several behind one address, and how many calls are under way there. */
public final class Endpoint {

    private final Runner runner;
    private final AtomicLong running = new AtomicLong();
    private volatile long replicas;

    /** @param replicas how many replicas are behind it, unsigned */
    public Endpoint(Runner runner, long replicas) {
        this.runner = runner;
        this.replicas = replicas;
    }

    public void setReplicas(long number) {
        replicas = number;
    }

    /**
     * Takes a place for one more call, at the endpoint with the fewest of those that have one left. Each place that was taken is given back by {@link #leave}.
     *
     * @param tried endpoints that have not taken the call
     * @param concurrency how many calls a replica takes at once
     */
    public static Optional<Endpoint> enter(List<Endpoint> endpoints, Collection<Endpoint> tried, long concurrency) {
        while (true) {
            Endpoint idlest = null;
            for (Endpoint each : endpoints) {
                long running = each.running.get();
                if (running < each.capacity(concurrency)
                        && (idlest == null || running < idlest.running())
                        && !tried.contains(each)) {
                    idlest = each;
                }
            }
            if (idlest == null || idlest.enter(concurrency)) {
                return Optional.ofNullable(idlest);
            }
        }
    }

    /** How many calls are under way. */
    public long running() {
        return running.get();
    }

    /** How many calls fit, of so many for each replica; {@code Long.MAX_VALUE} where that is too large to count. */
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

    public void leave() {
        running.decrementAndGet();
    }

    private boolean enter(long concurrency) {
        long most = capacity(concurrency);
        return running.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }
}
