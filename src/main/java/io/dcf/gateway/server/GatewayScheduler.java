package io.dcf.gateway.server;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Creates the scheduler of recurring work: it reloads certificates, and maintains functions in a cluster. */
final class GatewayScheduler {

    private static final int THREADS =
            2; // so that a call that wakes a function does not wait for a round of maintenance

    private GatewayScheduler() {}

    static ThreadPoolTaskScheduler create() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("embedded-gateway-task-");
        scheduler.setDaemon(true);
        scheduler.setPoolSize(THREADS);
        scheduler.initialize();
        return scheduler;
    }
}
