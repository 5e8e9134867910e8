package io.dcf.bridge.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Delays the shutdown, before anything has stopped, until load balancers have seen that the bridge is not ready. Boot publishes that state first, on
 * the thread that then closes the context.
 */
@Component
class ShutdownDelay implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    private static final Logger log = LoggerFactory.getLogger(ShutdownDelay.class);

    private final ApplicationAvailabilityBean availability;
    private final ShutdownProperties properties;
    private volatile boolean started;

    ShutdownDelay(ApplicationAvailabilityBean availability, ShutdownProperties properties) {
        this.availability = availability;
        this.properties = properties;
    }

    /** Whether the shutdown has started, so that connections must not be kept. */
    boolean hasStarted() {
        return started;
    }

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() != ReadinessState.REFUSING_TRAFFIC || started) {
            return; // a separate port of the actuator publishes it too
        }
        availability.onApplicationEvent(event); // Boot may call it after this listener
        started = true;
        long pause = properties.pause().toMillis();
        if (pause > 0) {
            log.info("Shutting down: not ready, serving for another {} ms", pause);
            sleep(pause);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
