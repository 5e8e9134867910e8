package io.dcf.gateway.container;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Daemon threads that wait for the container engine. */
final class EngineThreads {

    private static final int THREADS = 8;

    private EngineThreads() {}

    static ExecutorService pool(String prefix) {
        CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
        factory.setDaemon(true);
        return Executors.newFixedThreadPool(THREADS, factory);
    }
}
