package io.dcf.bridge.async;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dcf.bridge.callback.CallbackQueue;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one of the bridges does every 5 seconds: wakes slots and schedules callbacks that a killed bridge did not, and deletes what is older than its retention. */
final class QueueMaintenance {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final JdbcClient sql;
    private final Duration retention;

    QueueMaintenance(JdbcClient sql, Duration retention) {
        this.sql = sql;
        this.retention = retention;
    }

    RecurringTask<Void> task(InvocationSlots slots, CallbackQueue callbacks) {
        return Tasks.recurring("invocation-maintenance", FixedDelay.of(INTERVAL))
                .execute((task, context) -> {
                    queueLost();
                    wakeSlots(slots, context.getSchedulerClient());
                    callbacks.scheduleLost();
                    deleteOld();
                });
    }

    /** What runs has a slot whose task exists; a slot that was killed comes back itself. */
    private void queueLost() {
        sql.sql("""
                        UPDATE async_invocation SET state = 'queued', slot = NULL WHERE state = 'running'
                        AND NOT EXISTS (SELECT 1 FROM async_task WHERE task_instance = slot)""").update();
    }

    void wakeSlots(InvocationSlots slots, SchedulerClient scheduler) {
        sql.sql("""
                        SELECT function_name, COUNT(*) AS due FROM async_invocation
                        WHERE state = 'queued' AND due_at <= ? GROUP BY function_name""")
                .param(System.currentTimeMillis())
                .query((row, number) -> new Backlog(row.getString("function_name"), row.getLong("due")))
                .list()
                .forEach(backlog -> slots.wake(backlog.function(), backlog.due(), scheduler));
    }

    private record Backlog(String function, long due) {}

    private void deleteOld() {
        sql.sql("DELETE FROM async_invocation WHERE finished_at < ?")
                .param(System.currentTimeMillis() - retention.toMillis())
                .update();
    }

    /** Releases the tasks of a killed process. Only for H2, which one process at a time may use. */
    void releaseTasks() {
        for (String table : List.of("async_task", "async_callback_task")) {
            sql.sql("UPDATE " + table
                            + " SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL WHERE picked = TRUE")
                    .update();
        }
    }
}
