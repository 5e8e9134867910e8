package io.dcf.bridge.security;

import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.route.RouteMatch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** The authorization of a request. Long requests, such as streams, check whether it still holds. */
public final class Grant {

    /** Always holds: of requests without authentication. */
    private static final Grant PERMANENT = new Grant(null);

    private final @Nullable Check check;

    /** What is checked, and what checks it again and again. */
    private record Check(Identity identity, RouteMatch match, FunctionAccess functions, Grants grants) {}

    private Grant(@Nullable Check check) {
        this.check = check;
    }

    static Grant of(Identity identity, RouteMatch match, FunctionAccess functions, Grants grants) {
        return new Grant(new Check(identity, match, functions, grants));
    }

    /** The grant of a request. */
    public static Grant of(HttpServletRequest request) {
        return request.getAttribute(Grant.class.getName()) instanceof Grant grant ? grant : PERMANENT;
    }

    /** The same grant, which also requires what a function does that the path of the request does not name. */
    public Grant forFunction(String name) {
        if (check == null) {
            return this;
        }
        RouteMatch match = check.match();
        return of(
                check.identity(),
                new RouteMatch(match.route(), name, match.below()),
                check.functions(),
                check.grants());
    }

    /** Whether the client may access a function now. */
    public boolean allows(String function) {
        return check == null
                || check.identity()
                        .current()
                        .get()
                        .filter(caller -> check.functions().allows(caller, function))
                        .isPresent();
    }

    /** Throws a problem, 401 or 403, where the grant no longer holds. */
    public void require() {
        if (check == null) {
            return;
        }
        Authentication caller = check.identity().current().get().orElse(null);
        if (caller == null) {
            throw new ProblemException(
                    Problem.of(ProblemType.EXPIRED_CREDENTIALS, "The credentials have expired or were revoked.")
                            .hint("Repeat the request with valid credentials."));
        }
        try {
            check.functions().require(caller, check.match());
        } catch (ForbiddenException e) {
            throw new ProblemException(
                    Problem.of(ProblemType.MISSING_AUTHORITY, "The authorities have changed. " + e.getMessage()));
        }
    }

    /** Calls {@code end} with that problem, from another thread, within two seconds after the grant no longer holds. */
    public Watch watch(Consumer<RuntimeException> end) {
        return check == null ? () -> {} : check.grants().add(this, end);
    }

    /** Stops the checks when it is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
