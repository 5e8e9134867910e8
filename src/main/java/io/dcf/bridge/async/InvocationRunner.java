package io.dcf.bridge.async;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.problem.StatusProblems;
import io.dcf.bridge.queue.ClaimedInvocation;
import io.dcf.bridge.queue.InvocationState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed invocations, and records how each attempt ended. */
final class InvocationRunner {

    private static final Logger log = LoggerFactory.getLogger(InvocationRunner.class);
    private static final int FIRST_FAILURE_STATUS = 400;

    private final OpenQueue queue;
    private final InvocationAttempt attempt;
    private final RetryPolicy retries;
    private final QueueDrain drain;

    InvocationRunner(OpenQueue queue, InvocationAttempt attempt, RetryPolicy retries, QueueDrain drain) {
        this.queue = queue;
        this.attempt = attempt;
        this.retries = retries;
        this.drain = drain;
    }

    void run(ClaimedInvocation invocation) {
        drain.begin();
        try {
            FunctionOutput output = attempt.run(invocation.request(), invocation.body(), () -> isStopped(invocation));
            end(invocation, output, output.status() < FIRST_FAILURE_STATUS ? null : problem(output));
        } catch (RuntimeException e) {
            if (drain.isOver()) {
                queue.runs().queueAgain(invocation, Duration.ZERO, null);
            } else {
                end(invocation, null, problem(invocation, e));
            }
        } finally {
            drain.end();
        }
    }

    /** Also if it was cancelled, or if another bridge has taken it over. */
    private boolean isStopped(ClaimedInvocation invocation) {
        return drain.isOver() || !queue.runs().stillRuns(invocation);
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
        return Problem.of(status, "The function responded with status " + status + ".")
                .retry(status == 408 || status == 429 || status == 503, null);
    }

    private void end(ClaimedInvocation invocation, @Nullable FunctionOutput output, @Nullable Problem problem) {
        if (problem != null && RetryPolicy.isRetried(invocation, problem)) {
            Duration pause = retries.pause(invocation, problem);
            SchedulerClient scheduler = queue.scheduler();
            if (queue.runs().queueAgain(invocation, pause, problem)) {
                queue.slots().wakeLater(invocation, pause, scheduler);
            }
            return;
        }
        InvocationState state = problem == null ? InvocationState.SUCCEEDED : InvocationState.FAILED;
        queue.finish(invocation, state, problem, output);
    }
}
