package io.dcf.bridge.async;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.problem.StatusProblems;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.ClaimedInvocation;
import io.dcf.bridge.queue.InvocationState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Runs claimed invocations, and records how each attempt ended. */
final class InvocationRunner {

    private static final Logger log = LoggerFactory.getLogger(InvocationRunner.class);
    private static final int FIRST_FAILURE_STATUS = 400;

    private final OpenQueue queue;
    private final InvocationAttempt attempt;
    private final RetryPolicy retries;
    private final QueueDrain drain;
    private final AttemptMeters meters;

    InvocationRunner(
            OpenQueue queue, InvocationAttempt attempt, RetryPolicy retries, QueueDrain drain, AttemptMeters meters) {
        this.queue = queue;
        this.attempt = attempt;
        this.retries = retries;
        this.drain = drain;
        this.meters = meters;
    }

    /** How an attempt ended: with an output, a problem or both, or with neither if the bridge stops. */
    private record Ending(
            @Nullable FunctionOutput output, @Nullable Problem problem) {}

    void run(ClaimedInvocation invocation) {
        drain.begin();
        try {
            meters.count(record(invocation, call(invocation)));
        } catch (LimitException e) { // the function was not called
            queue.runs().postpone(invocation, e.retryAfter());
            queue.slots().wakeLater(invocation, e.retryAfter(), queue.scheduler());
            meters.count("postponed");
        } finally {
            drain.end();
        }
    }

    private Ending call(ClaimedInvocation invocation) {
        try {
            FunctionOutput output = attempt.run(invocation.request(), invocation.body(), () -> isStopped(invocation));
            return new Ending(output, output.status() < FIRST_FAILURE_STATUS ? null : problem(output));
        } catch (LimitException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Ending(null, isShutdown(e) ? null : problem(invocation, e));
        }
    }

    private boolean isShutdown(RuntimeException failure) {
        return drain.isOver() || failure instanceof GatewayException ended && ended.fault() == Fault.SHUTDOWN;
    }

    /** Also if it was cancelled, or if another bridge has taken it over. */
    private boolean isStopped(ClaimedInvocation invocation) {
        try {
            return drain.isOver() || !queue.runs().stillRuns(invocation);
        } catch (DataAccessException e) {
            log.debug("The database does not answer; the call goes on", e);
            return false;
        }
    }

    private static Problem problem(ClaimedInvocation invocation, RuntimeException failure) {
        return Problems.known(failure).orElseGet(() -> {
            log.error("The asynchronous invocation {} failed", invocation.id(), failure);
            return StatusProblems.of(500);
        });
    }

    /** By its status the function says whether it has done anything (RFC 9110, 15.5.9 and 15.6.4, and RFC 6585, 4). */
    private static Problem problem(FunctionOutput output) {
        int status = output.status();
        return Problem.of(ProblemType.FUNCTION_STATUS, status, "The function responded with status " + status + ".")
                .retry(status == 408 || status == 429 || status == 503, null);
    }

    /** Returns the outcome of the attempt. */
    private String record(ClaimedInvocation invocation, Ending ending) {
        Problem problem = ending.problem();
        if (problem == null && ending.output() == null) {
            queue.runs().queueAgain(invocation, Duration.ZERO, null);
            return "returned";
        }
        if (problem != null && RetryPolicy.isRetried(invocation, problem)) {
            Duration pause = retries.pause(invocation, problem);
            if (queue.runs().queueAgain(invocation, pause, problem)) {
                queue.slots().wakeLater(invocation, pause, queue.scheduler());
                return "retried";
            }
            return "cancelled";
        }
        InvocationState state = problem == null ? InvocationState.SUCCEEDED : InvocationState.FAILED;
        return queue.finish(invocation, state, problem, ending.output()) ? state.text() : "cancelled";
    }
}
