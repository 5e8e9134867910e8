package io.dcf.bridge.callback;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;

/** The callbacks of an open database that have to be sent, and the threads that send them. */
public final class CallbackQueue implements AutoCloseable {

    private static final Duration LOST_AFTER = Duration.ofSeconds(30);

    private final CallbackTable table;
    private final CallbackSender sender;
    private final Scheduler scheduler;

    CallbackQueue(CallbackTable table, CallbackSender sender, Scheduler scheduler) {
        this.table = table;
        this.sender = sender;
        this.scheduler = scheduler;
    }

    public void start() {
        scheduler.start();
    }

    /** Sends the callback of an invocation soon. */
    public void schedule(String id) {
        scheduler.scheduleIfNotExists(CallbackTask.CALLBACK.instance(id).build(), Instant.now());
    }

    /** Schedules callbacks that a kill has prevented from being scheduled. */
    public void scheduleLost() {
        table.overdue(LOST_AFTER).forEach(this::schedule);
    }

    /** Sends no further callback; those that are being sent go on. */
    public void pause() {
        scheduler.pause();
    }

    /** What is not sent by then is sent again after the next start, or by another bridge. */
    @Override
    public void close() {
        scheduler.stop();
        sender.cancel();
    }
}
