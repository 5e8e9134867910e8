package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.EventSubscription;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop that lists containers, after each event and at intervals, and moves each function towards its desired state. */
final class Reconciler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration MIN_INTERVAL = Duration.ofMillis(20);

    private final DrainingContainers draining;
    private final FunctionRegistry functions = new FunctionRegistry();
    private final Semaphore wakeups = new Semaphore(0);
    private final ExecutorService threads;
    private final ReconcilePass pass;
    private final EventSubscription events;
    private final Thread loop = new Thread(this::run, "embedded-gateway-reconciler");
    private volatile boolean closed;

    Reconciler(ContainerEngine engine) {
        this.draining = new DrainingContainers(engine, this::wake);
        threads = EngineThreads.pool("embedded-gateway-containers-");
        events = new EventSubscription(engine, this::died, this::wake);
        pass = new ReconcilePass(engine, draining, threads);
        loop.setDaemon(true);
    }

    DrainingContainers draining() {
        return draining;
    }

    /** @param found functions whose containers stay until they are added */
    void begin(Set<String> found) {
        functions.protect(found);
        loop.start();
    }

    void add(String name, ContainerFunction function) {
        functions.add(name, function);
        wake();
    }

    void remove(String name) {
        functions.remove(name);
        wake();
    }

    void wake() {
        wakeups.release();
    }

    private void died(ContainerDeath death) {
        functions.get(death.function()).ifPresent(function -> function.died(death));
    }

    private void run() {
        try {
            while (!closed) {
                wakeups.tryAcquire(runPass().toMillis(), TimeUnit.MILLISECONDS);
                TimeUnit.MILLISECONDS.sleep(MIN_INTERVAL.toMillis());
                wakeups.drainPermits();
            }
        } catch (InterruptedException e) {
            log.debug("The reconciler stops", e);
        }
    }

    /** Returns the interval to the next pass. */
    private Duration runPass() throws InterruptedException {
        FunctionRegistry.Snapshot now = functions.snapshot();
        try {
            events.renew();
            return pass.run(now);
        } catch (RuntimeException e) {
            functions.restore(now);
            return pass.fail(e, now);
        }
    }

    /** Stops the loop; containers keep running. */
    @Override
    public void close() {
        closed = true;
        loop.interrupt();
        threads.shutdownNow();
        draining.close();
        events.close();
    }
}
