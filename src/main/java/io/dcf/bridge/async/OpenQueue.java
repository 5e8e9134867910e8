package io.dcf.bridge.async;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariDataSource;
import io.dcf.bridge.callback.CallbackQueue;
import io.dcf.bridge.callback.Callbacks;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.queue.AsyncProperties;
import io.dcf.bridge.queue.ClaimedInvocation;
import io.dcf.bridge.queue.DiskSync;
import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.queue.InvocationTable;
import io.dcf.bridge.queue.OutputTable;
import io.dcf.bridge.queue.QueueDatabase;
import io.dcf.bridge.queue.QueueDepth;
import io.dcf.bridge.queue.QueueLimits;
import io.dcf.bridge.queue.RunTable;
import io.dcf.bridge.queue.Submission;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The queue with its open database, and the scheduler that runs its tasks on the threads of this bridge. */
final class OpenQueue implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpenQueue.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);
    private static final int HEARTBEATS_UNTIL_DEAD = 4;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final HikariDataSource database;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Submissions submissions;
    private final InvocationTable invocations;
    private final RunTable runs;
    private final OutputTable outputs;
    private final QueueMaintenance maintenance;
    private final InvocationSlots slots;
    private final Scheduler scheduler;
    private final CallbackQueue callbacks;

    OpenQueue(
            HikariDataSource database,
            AsyncProperties properties,
            JsonMapper json,
            InvocationAttempt attempt,
            QueueDrain drain,
            AttemptMeters meters,
            Callbacks callbacks) {
        boolean h2 = QueueDatabase.isH2(database.getJdbcUrl());
        JdbcClient sql = JdbcClient.create(database);
        this.database = database;
        this.sql = sql;
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.invocations = new InvocationTable(sql, json);
        this.submissions =
                new Submissions(invocations, transactions, new QueueLimits(sql, properties), new DiskSync(sql, h2));
        this.runs = new RunTable(sql, json);
        this.outputs = new OutputTable(sql);
        this.maintenance = new QueueMaintenance(sql, properties.retention());
        InvocationRunner runner =
                new InvocationRunner(this, attempt, new RetryPolicy(properties.backoff()), drain, meters);
        this.slots = new InvocationSlots(runs, runner::run, drain::hasStarted, properties.concurrency());
        List<Task<?>> tasks = List.of(slots.slotTask(), slots.wakeTask());
        this.callbacks = callbacks.open(database, properties.backoff(), builder -> configured(builder, h2));
        this.scheduler = configured(Scheduler.create(database, tasks), h2)
                .startTasks(maintenance.task(slots, this.callbacks))
                .tableName("async_task")
                .threads(properties.workers())
                .build();
        if (h2) {
            maintenance.releaseTasks();
        }
    }

    private static SchedulerBuilder configured(SchedulerBuilder builder, boolean h2) {
        return builder.jdbcCustomization(
                        h2 ? new DefaultJdbcCustomization(false) : new PostgreSqlJdbcCustomization(false, false))
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .pollingInterval(POLL_INTERVAL)
                .heartbeatInterval(HEARTBEAT_INTERVAL)
                .missedHeartbeatsLimit(HEARTBEATS_UNTIL_DEAD)
                .shutdownMaxWait(STOP_TIMEOUT)
                .enableImmediateExecution();
    }

    void start() {
        scheduler.start();
        callbacks.start();
    }

    QueueDepth depth() {
        return QueueDepth.read(sql);
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
        String id = submissions.store(submission);
        wake(submission.request().function());
        return id;
    }

    /** Records the end of an attempt, and sends the callback; returns false if the attempt no longer counts. */
    boolean finish(
            ClaimedInvocation invocation,
            InvocationState state,
            @Nullable Problem problem,
            @Nullable FunctionOutput output) {
        boolean counts = Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean finished = runs.finish(invocation, state, problem);
            if (finished && output != null) {
                outputs.insert(invocation.id(), output);
            }
            return finished;
        }));
        if (counts && invocation.hasCallback()) {
            callbacks.schedule(invocation.id());
        }
        return counts;
    }

    /** Queues it again without its output; returns false unless it has failed or was cancelled. */
    boolean retry(InvocationStatus invocation) {
        boolean queued = Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean ended = runs.retry(invocation.id());
            if (ended) {
                outputs.delete(invocation.id());
            }
            return ended;
        }));
        if (queued) {
            wake(invocation.function());
        }
        return queued;
    }

    /** If it fails, the maintenance does it within seconds; what is stored is accepted all the same. */
    private void wake(String function) {
        try {
            slots.wake(function, scheduler);
        } catch (RuntimeException e) {
            log.warn("Failed to schedule the invocations of {}; the next maintenance schedules them", function, e);
        }
    }

    /** Starts no further task; those that run go on. */
    void pause() {
        scheduler.pause();
        callbacks.pause();
    }

    @Override
    public void close() {
        scheduler.stop();
        callbacks.close();
        database.close();
    }
}
