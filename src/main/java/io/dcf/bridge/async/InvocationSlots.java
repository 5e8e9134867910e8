package io.dcf.bridge.async;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dcf.bridge.queue.ClaimedInvocation;
import io.dcf.bridge.queue.RunTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots of functions: a function with a concurrency of 4 has the tasks {@code echo/0} to {@code echo/3}. A slot runs the invocations of
 * its function one after the other, for a second, and is then due again behind the slots of other functions. So no backlog starves another
 * function, and no function has more slots than its concurrency, on all bridges together. A slot without work ends. A submission
 * commits its row first and then wakes a slot, and a slot that has ended looks once more, so that no invocation stays queued without a slot.
 */
final class InvocationSlots {

    private static final Logger log = LoggerFactory.getLogger(InvocationSlots.class);
    private static final TaskDescriptor<Void> SLOT = TaskDescriptor.of("invocation-slot");
    private static final TaskDescriptor<Void> WAKE = TaskDescriptor.of("invocation-wake");
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    private final RunTable runs;
    private final Consumer<ClaimedInvocation> runner;
    private final BooleanSupplier draining;
    private final int concurrency;

    InvocationSlots(RunTable runs, Consumer<ClaimedInvocation> runner, BooleanSupplier draining, int concurrency) {
        this.runs = runs;
        this.runner = runner;
        this.draining = draining;
        this.concurrency = concurrency;
    }

    CustomTask<Void> slotTask() {
        return Tasks.custom(SLOT)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_INTERVAL))
                .execute(this::takeTurn);
    }

    /** Wakes a slot when a further attempt is due. */
    CustomTask<Void> wakeTask() {
        return Tasks.custom(WAKE)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_INTERVAL))
                .execute((task, context) -> (completed, operations) -> {
                    operations.remove();
                    wake(function(task), context.getSchedulerClient());
                });
    }

    /** Schedules one more slot of a function now, unless all are scheduled. */
    void wake(String function, SchedulerClient scheduler) {
        wake(function, 1, scheduler);
    }

    /** Likewise, that number of slots. */
    void wake(String function, long count, SchedulerClient scheduler) {
        long left = count;
        for (int number = 0; number < concurrency && left > 0; number++) {
            if (scheduler.scheduleIfNotExists(
                    SLOT.instance(function + "/" + number).build(), Instant.now())) {
                left--;
            }
        }
    }

    void wakeLater(ClaimedInvocation invocation, Duration pause, SchedulerClient scheduler) {
        String id = invocation.request().function() + "/" + invocation.id();
        scheduler.scheduleIfNotExists(WAKE.instance(id).build(), Instant.now().plus(pause));
    }

    private CompletionHandler<Void> takeTurn(TaskInstance<Void> slot, ExecutionContext context) {
        String function = function(slot);
        if (runs.queueLeftBy(slot.getId())) {
            log.warn("An invocation of {} runs again, because its last attempt has no result", function);
        }
        long end = System.nanoTime() + TURN.toNanos();
        while (!draining.getAsBoolean() && System.nanoTime() < end) {
            Optional<ClaimedInvocation> next = runs.claim(function, slot.getId());
            if (next.isEmpty()) {
                return end(function, context.getSchedulerClient());
            }
            runner.accept(next.get());
        }
        return new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(Duration.ZERO));
    }

    private CompletionHandler<Void> end(String function, SchedulerClient scheduler) {
        return (completed, operations) -> {
            operations.remove();
            if (runs.isDue(function)) {
                wake(function, scheduler);
            }
        };
    }

    private static String function(TaskInstance<Void> task) {
        return task.getId().substring(0, task.getId().indexOf('/'));
    }
}
