package io.dcf.bridge.async;

import io.dcf.bridge.callback.Callbacks;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.AsyncProperties;
import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.queue.QueueDatabase;
import io.dcf.bridge.queue.QueueDepth;
import io.dcf.bridge.queue.Submission;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queue of asynchronous invocations. Its database is opened at the first use, so that bridges without asynchronous invocations pay nothing.
 * Each method throws a {@link ProblemException} if there is no database, or if it does not answer.
 */
@Component
public class InvocationQueue implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(InvocationQueue.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final QueueDatabase database;
    private final AsyncProperties properties;
    private final JsonMapper json;
    private final InvocationAttempt attempt;
    private final AttemptMeters meters;
    private final Callbacks callbacks;
    private final QueueDrain drain = new QueueDrain();
    private volatile @Nullable OpenQueue open;
    private boolean stopped;

    InvocationQueue(
            QueueDatabase database,
            AsyncProperties properties,
            JsonMapper json,
            InvocationAttempt attempt,
            AttemptMeters meters,
            Callbacks callbacks) {
        this.database = database;
        this.properties = properties;
        this.json = json;
        this.attempt = attempt;
        this.meters = meters;
        this.callbacks = callbacks;
    }

    /** Queues an invocation, and returns its state once it is stored. */
    public InvocationStatus submit(Submission submission) {
        return use(queue -> {
            String id = queue.submit(submission);
            return queue.invocations().find(id).orElseThrow();
        });
    }

    /** The state of an invocation; empty if there is none with this id. */
    public Optional<InvocationStatus> find(String id) {
        return use(queue -> queue.invocations().find(id));
    }

    /** What the function has returned; empty if it has not, or not yet. */
    public Optional<FunctionOutput> output(String id) {
        return use(queue -> queue.outputs().find(id));
    }

    /** The functions that have invocations. */
    public List<String> functions() {
        return use(queue -> queue.invocations().functions());
    }

    /**
     * Lists invocations, the newest first.
     *
     * @param functions those of these functions
     * @param state those in this state; null for all
     * @param before those that are older than the one with this id; null for all
     */
    public List<InvocationStatus> list(
            List<String> functions, @Nullable InvocationState state, @Nullable String before, int limit) {
        return functions.isEmpty()
                ? List.of()
                : use(queue -> queue.invocations().list(functions, state, before, limit));
    }

    /** Cancels an invocation, also while it runs; returns false if it has ended already. */
    public boolean cancel(String id) {
        return use(queue -> queue.runs().cancel(id));
    }

    /** Runs an invocation again; returns false unless it has failed or was cancelled. */
    public boolean retry(InvocationStatus invocation) {
        return use(queue -> queue.retry(invocation));
    }

    <T> T use(Function<OpenQueue, T> action) {
        try {
            return action.apply(opened());
        } catch (DataAccessException | TransactionException | FlywayException e) {
            throw unavailable(e);
        }
    }

    private OpenQueue opened() {
        OpenQueue queue = open;
        return queue == null ? open() : queue;
    }

    private synchronized OpenQueue open() {
        if (open == null) {
            String url = database.url();
            if (url == null) {
                throw new ProblemException(
                        Problem.of(ProblemType.QUEUE_WITHOUT_DATABASE, "Asynchronous invocations have no database.")
                                .hint(
                                        "Set bridge.async.url, such as jdbc:postgresql://db/dcf or jdbc:h2:file:/data/invocations."));
            } else if (stopped) {
                throw new ProblemException(Problem.of(ProblemType.SHUTTING_DOWN, "The bridge is shutting down.")
                        .retry(true, RETRY_AFTER));
            }
            open = open(url);
        }
        return open;
    }

    private OpenQueue open(String url) {
        try {
            OpenQueue queue = new OpenQueue(database.open(url), properties, json, attempt, drain, meters, callbacks);
            queue.start();
            log.info("Opened the queue of asynchronous invocations, {}", url.replaceAll("[?;].*", ""));
            return queue;
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(RuntimeException failure) {
        Throwable cause = failure;
        while (!(cause instanceof SQLException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        log.error("The database of asynchronous invocations failed: {}", cause.toString(), failure);
        return new ProblemException(
                Problem.of(ProblemType.QUEUE_UNAVAILABLE, "The database of asynchronous invocations does not answer.")
                        .retry(true, RETRY_AFTER)
                        .hint("Check bridge.async.url and its database; the log has the cause."));
    }

    /** Opens the database if it may hold invocations of an earlier run. */
    void openIfUsedBefore() {
        if (database.mayHoldInvocations()) {
            opened();
        }
    }

    /** What is in the database; nothing if it is not open. */
    QueueDepth depth() {
        OpenQueue queue = open;
        return queue == null ? QueueDepth.EMPTY : queue.depth();
    }

    boolean isOpen() {
        return open != null;
    }

    /** Starts nothing further, and waits for what runs. What does not end within {@code grace} is stopped, and queued again. */
    void drain(Duration grace, Duration rest) throws InterruptedException {
        OpenQueue queue = open;
        if (queue != null) {
            queue.pause();
            drain.run(grace, rest);
        }
    }

    @Override
    public synchronized void destroy() {
        stopped = true;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
