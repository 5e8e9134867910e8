package io.dcf.bridge.tomcat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Holds up the bridge's end, before anything in it has stopped, until whoever sends requests has seen that it is not ready.
 * Boot tells of that state first of all, on the thread that then closes all.
 */
@Component
class ShutdownDelay implements ApplicationListener<AvailabilityChangeEvent<ReadinessState>> {

    private static final Logger log = LoggerFactory.getLogger(ShutdownDelay.class);

    private final ApplicationAvailabilityBean availability;
    private final ShutdownProperties properties;
    private volatile boolean begun;

    ShutdownDelay(ApplicationAvailabilityBean availability, ShutdownProperties properties) {
        this.availability = availability;
        this.properties = properties;
    }

    /** Whether the bridge is about to stop, so that connections are not to be kept. */
    boolean hasBegun() {
        return begun;
    }

    @Override
    public void onApplicationEvent(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() != ReadinessState.REFUSING_TRAFFIC || begun) {
            return; // the actuator's own port tells of its end, too
        }
        availability.onApplicationEvent(event); // which may be told later than this
        begun = true;
        long pause = properties.pause().toMillis();
        if (pause > 0) {
            log.info("The bridge is to stop: it is not ready any more, and goes on for {} ms", pause);
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
