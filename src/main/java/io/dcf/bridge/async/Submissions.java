package io.dcf.bridge.async;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.DiskSync;
import io.dcf.bridge.queue.InvocationId;
import io.dcf.bridge.queue.InvocationTable;
import io.dcf.bridge.queue.QueueLimits;
import io.dcf.bridge.queue.Submission;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores what clients submit, once for each idempotency key, and within the limits. */
final class Submissions {

    private final InvocationTable invocations;
    private final TransactionTemplate transactions;
    private final QueueLimits limits;
    private final DiskSync sync;

    Submissions(InvocationTable invocations, TransactionTemplate transactions, QueueLimits limits, DiskSync sync) {
        this.invocations = invocations;
        this.transactions = transactions;
        this.limits = limits;
        this.sync = sync;
    }

    /** Returns the id once the invocation is on the disk. Throws a 422 if its key stands for another request. */
    String store(Submission submission) {
        Submission.Idempotency idempotency = submission.idempotency();
        String id = idempotency == null ? insert(submission) : insertOnce(submission, idempotency);
        sync.run();
        return id;
    }

    private String insertOnce(Submission submission, Submission.Idempotency idempotency) {
        Optional<String> known = find(idempotency);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return insert(submission);
        } catch (DuplicateKeyException e) { // submitted at the same time
            return find(idempotency).orElseThrow(() -> e);
        }
    }

    private Optional<String> find(Submission.Idempotency idempotency) {
        Optional<String> same = invocations.findSame(idempotency);
        if (same.isEmpty() && invocations.hasKey(idempotency)) {
            throw new ProblemException(Problem.of(
                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                            "The Idempotency-Key was used for another request to this function.")
                    .hint("Send a new Idempotency-Key, or the same path, query and body as before."));
        }
        return same;
    }

    private String insert(Submission submission) {
        limits.add(submission.body().length);
        String id = InvocationId.next();
        transactions.executeWithoutResult(transaction -> invocations.insert(id, submission));
        return id;
    }
}
