package io.dcf.bridge.observability;

import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.health.GatewayFinding;
import io.dcf.bridge.health.GatewayProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/** Logs in one line, in the background, what answers at the address of the gateway. */
@Component
final class StartupProbe implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(StartupProbe.class);

    private final GatewayProbe probe;
    private final GatewayProperties gateway;
    private final AsyncTaskExecutor executor;

    StartupProbe(GatewayProbe probe, GatewayProperties gateway, AsyncTaskExecutor executor) {
        this.probe = probe;
        this.gateway = gateway;
        this.executor = executor;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        executor.execute(this::look);
    }

    private void look() {
        GatewayFinding found = probe.run(gateway.deadline());
        if (found.hint() == null) {
            log.info("Probed the gateway in the {} dialect. {}", gateway.dialect(), found.detail());
        } else {
            log.warn("Probed the gateway in the {} dialect. {} {}", gateway.dialect(), found.detail(), found.hint());
        }
    }
}
