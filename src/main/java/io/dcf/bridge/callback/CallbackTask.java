package io.dcf.bridge.callback;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dcf.bridge.callback.CallbackTable.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Sends the callback of one invocation, and again after a pause until its host accepts it or all attempts have failed. */
final class CallbackTask {

    static final TaskDescriptor<Void> CALLBACK = TaskDescriptor.of("invocation-callback");

    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 20;

    private final CallbackTable table;
    private final CallbackSender sender;
    private final CallbackMeters meters;
    private final int maxAttempts;
    private final Duration backoff;

    CallbackTask(CallbackTable table, CallbackSender sender, CallbackMeters meters, int maxAttempts, Duration backoff) {
        this.table = table;
        this.sender = sender;
        this.meters = meters;
        this.maxAttempts = maxAttempts;
        this.backoff = backoff;
    }

    CustomTask<Void> task() {
        return Tasks.custom(CALLBACK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(backoff))
                .execute(this::send);
    }

    private CompletionHandler<Void> send(TaskInstance<Void> task, ExecutionContext context) {
        Optional<Waiting> waiting = table.find(task.getId());
        if (waiting.isEmpty()) {
            return new CompletionHandler.OnCompleteRemove<>();
        }
        String problem = sender.send(waiting.get().callback());
        int attempts = waiting.get().attempts() + 1;
        if (problem == null) {
            table.record(task.getId(), "succeeded", null, Duration.ZERO);
            meters.succeeded();
        } else if (attempts >= maxAttempts) {
            table.record(task.getId(), "failed", problem, Duration.ZERO);
            meters.failed();
        } else {
            Duration pause = pause(attempts);
            table.record(task.getId(), "waiting", problem, pause);
            meters.retried();
            return new CompletionHandler.OnCompleteReschedule<>(FixedDelay.of(pause));
        }
        return new CompletionHandler.OnCompleteRemove<>();
    }

    /** Doubles with each attempt. Half of it is random, so that what failed together is not sent again together. */
    private Duration pause(int attempts) {
        long doubled = backoff.toMillis() << Math.min(MAX_DOUBLINGS, attempts - 1);
        long longest = Math.min(MAX_PAUSE.toMillis(), doubled);
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }
}
