package io.dcf.bridge.async;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariDataSource;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The queue with its open database, and the scheduler that runs its tasks on the threads of this bridge. */
final class OpenQueue implements AutoCloseable {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);
    private static final int HEARTBEATS_UNTIL_DEAD = 4;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final HikariDataSource database;
    private final TransactionTemplate transactions;
    private final DiskSync sync;
    private final InvocationTable invocations;
    private final RunTable runs;
    private final OutputTable outputs;
    private final QueueMaintenance maintenance;
    private final InvocationSlots slots;
    private final Scheduler scheduler;

    OpenQueue(
            HikariDataSource database,
            AsyncProperties properties,
            JsonMapper json,
            InvocationAttempt attempt,
            QueueDrain drain) {
        boolean h2 = QueueDatabase.isH2(database.getJdbcUrl());
        JdbcClient sql = JdbcClient.create(database);
        this.database = database;
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.sync = new DiskSync(sql, h2);
        this.invocations = new InvocationTable(sql, json);
        this.runs = new RunTable(sql, json);
        this.outputs = new OutputTable(sql);
        this.maintenance = new QueueMaintenance(sql, properties.retention());
        InvocationRunner runner = new InvocationRunner(this, attempt, new RetryPolicy(properties.backoff()), drain);
        this.slots = new InvocationSlots(runs, runner::run, drain::hasStarted, properties.concurrency());
        List<Task<?>> tasks = List.of(slots.slotTask(), slots.wakeTask());
        this.scheduler = Scheduler.create(database, tasks)
                .startTasks(maintenance.task(slots))
                .tableName("async_task")
                .jdbcCustomization(
                        h2 ? new DefaultJdbcCustomization(false) : new PostgreSqlJdbcCustomization(false, false))
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(properties.workers())
                .pollingInterval(POLL_INTERVAL)
                .heartbeatInterval(HEARTBEAT_INTERVAL)
                .missedHeartbeatsLimit(HEARTBEATS_UNTIL_DEAD)
                .shutdownMaxWait(STOP_TIMEOUT)
                .enableImmediateExecution()
                .build();
        if (h2) {
            maintenance.releaseTasks();
        }
    }

    void start() {
        scheduler.start();
    }

    InvocationTable invocations() {
        return invocations;
    }

    RunTable runs() {
        return runs;
    }

    OutputTable outputs() {
        return outputs;
    }

    InvocationSlots slots() {
        return slots;
    }

    SchedulerClient scheduler() {
        return scheduler;
    }

    /** Returns the id once the invocation is on the disk. */
    String submit(Submission submission) {
        String id = InvocationId.next();
        transactions.executeWithoutResult(transaction -> invocations.insert(id, submission));
        sync.run();
        slots.wake(submission.request().function(), scheduler);
        return id;
    }

    /** Records the end of an attempt, if it still counts. */
    void finish(
            ClaimedInvocation invocation,
            InvocationState state,
            @Nullable Problem problem,
            @Nullable FunctionOutput output) {
        transactions.executeWithoutResult(transaction -> {
            if (runs.finish(invocation, state, problem) && output != null) {
                outputs.insert(invocation.id(), output);
            }
        });
    }

    /** Starts no further task; those that run go on. */
    void pause() {
        scheduler.pause();
    }

    @Override
    public void close() {
        scheduler.stop();
        database.close();
    }
}
