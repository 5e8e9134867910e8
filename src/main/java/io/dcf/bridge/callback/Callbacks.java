package io.dcf.bridge.callback;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens the queue of callbacks. It has its own threads and its own table of tasks, so that hosts that do not respond delay no
 * invocation.
 */
@Component
public final class Callbacks {

    private static final String TASKS = "async_callback_task";
    private static final int THREADS = 8;

    private final CallbackProperties settings;
    private final CallbackSender sender;
    private final CallbackMeters meters;
    private final JsonMapper json;

    Callbacks(CallbackProperties settings, CallbackSender sender, CallbackMeters meters, JsonMapper json) {
        this.settings = settings;
        this.sender = sender;
        this.meters = meters;
        this.json = json;
    }

    /**
     * Opens the queue, without starting it.
     *
     * @param backoff pause after the first failed attempt
     * @param configuration what the schedulers of a database have in common
     */
    public CallbackQueue open(DataSource database, Duration backoff, UnaryOperator<SchedulerBuilder> configuration) {
        CallbackTable table = new CallbackTable(JdbcClient.create(database), json);
        CallbackTask task = new CallbackTask(table, sender, meters, settings.attempts(), backoff);
        Scheduler scheduler = configuration
                .apply(Scheduler.create(database, List.of(task.task())))
                .tableName(TASKS)
                .threads(THREADS)
                .build();
        return new CallbackQueue(table, sender, scheduler);
    }
}
