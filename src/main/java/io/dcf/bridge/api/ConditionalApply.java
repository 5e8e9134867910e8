package io.dcf.bridge.api;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.management.Applied;
import io.dcf.bridge.management.FunctionChanges;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deploys or replaces a function under the conditions of If-Match and If-None-Match (RFC 9110, 13.1). Definitions have no entity tags: a
 * tag in If-Match never matches, and a tag in If-None-Match has no effect.
 */
@Component
class ConditionalApply {

    private static final String ANY = "*";

    private final FunctionChanges changes;

    ConditionalApply(FunctionChanges changes) {
        this.changes = changes;
    }

    /** Throws a 412 if a condition is not met. */
    Applied apply(FunctionDefinition definition, @Nullable String ifNoneMatch, @Nullable String ifMatch) {
        if (ifMatch != null && (!ANY.equals(ifMatch) || ANY.equals(ifNoneMatch))) {
            throw preconditionFailed(
                    "No function can meet this If-Match" + (ifNoneMatch == null ? "." : " and If-None-Match."));
        } else if (ANY.equals(ifNoneMatch)) {
            return create(definition);
        }
        return ifMatch == null ? changes.apply(definition) : replace(definition);
    }

    private Applied create(FunctionDefinition definition) {
        try {
            changes.deploy(definition);
            return Applied.CREATED;
        } catch (GatewayException e) {
            throw e.isTakenName() ? preconditionFailed(e.detail()) : e;
        }
    }

    private Applied replace(FunctionDefinition definition) {
        try {
            changes.update(definition);
            return Applied.UPDATED;
        } catch (GatewayException e) {
            throw e.isUnknownFunction() ? preconditionFailed(e.detail()) : e;
        }
    }

    private static ProblemException preconditionFailed(String detail) {
        return new ProblemException(Problem.of(ProblemType.PRECONDITION_FAILED, detail)
                .hint("If-None-Match: * only creates a function, If-Match: * only replaces one. Without them the"
                        + " function is created or replaced."));
    }
}
