package io.dcf.bridge.invocation;

import io.dcf.bridge.async.InvocationQueue;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.security.FunctionAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The asynchronous invocations that the caller of the current request may see: those of functions that it may invoke. */
@Component
class VisibleInvocations {

    private final InvocationQueue queue;
    private final FunctionAccess access;

    VisibleInvocations(InvocationQueue queue, FunctionAccess access) {
        this.queue = queue;
        this.access = access;
    }

    /** Throws a 404 for an invocation that the caller may not see, as for one that does not exist. */
    InvocationStatus find(String id) {
        return queue.find(id)
                .filter(found -> access.allows(found.function()))
                .map(found -> found.under(InvocationLinks.prefix()))
                .orElseThrow(() ->
                        new ProblemException(Problem.of(ProblemType.INVOCATION_NOT_FOUND, "No invocation has this id.")
                                .hint("Invocations that have ended are deleted after bridge.async.retention.")));
    }

    /** The newest first; those of one function, unless it is null. */
    List<InvocationStatus> list(
            @Nullable String function, @Nullable InvocationState state, @Nullable String before, int limit) {
        List<String> functions = queue.functions().stream()
                .filter(name -> function == null || function.equals(name))
                .filter(access::allows)
                .toList();
        String prefix = InvocationLinks.prefix();
        return queue.list(functions, state, before, limit).stream()
                .map(found -> found.under(prefix))
                .toList();
    }
}
