package io.dcf.bridge.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The start of the shutdown, which ends streams that have no end of their own before it waits for requests. */
@Component
public class StreamShutdown implements SmartLifecycle {

    private final CountDownLatch started = new CountDownLatch(1);

    /** Waits for that time. Returns true at once if the shutdown starts or has started. */
    public boolean startsWithin(Duration time) throws InterruptedException {
        return started.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        started.countDown();
    }

    @Override
    public boolean isRunning() {
        return started.getCount() > 0;
    }
}
