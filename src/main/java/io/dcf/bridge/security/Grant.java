package io.dcf.bridge.security;

import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.route.RouteMatch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** What the {@link AuthorizationFilter} let a request's caller do; what goes on for long asks again whether that still holds. */
public final class Grant {

    /** Of callers whom nobody asks who they are. */
    private static final Grant ENDLESS = new Grant(null);

    private final @Nullable Check check;

    /** What is to be checked, and who does it now and again. */
    private record Check(Identity identity, RouteMatch match, FunctionAccess functions, Grants grants) {}

    private Grant(@Nullable Check check) {
        this.check = check;
    }

    static Grant of(Identity identity, RouteMatch match, FunctionAccess functions, Grants grants) {
        return new Grant(new Check(identity, match, functions, grants));
    }

    /** That of a request. */
    public static Grant of(HttpServletRequest request) {
        return request.getAttribute(Grant.class.getName()) instanceof Grant grant ? grant : ENDLESS;
    }

    /** Throws the problem, 401 or 403, where the caller may not go on. */
    public void require() {
        if (check == null) {
            return;
        }
        Authentication caller = check.identity().current().get().orElse(null);
        if (caller == null) {
            throw new ProblemException(Problem.of(401, "The credentials have expired, or are not valid any more.")
                    .hint("Ask again with valid credentials."));
        }
        try {
            check.functions().require(caller, check.match());
        } catch (ForbiddenException e) {
            throw new ProblemException(Problem.of(403, "Authorities changed. " + e.getMessage()));
        }
    }

    /** Has {@code end} called with that problem within two seconds of the moment from which the caller may not go on. From another thread. */
    public Watch watch(Consumer<RuntimeException> end) {
        return check == null ? () -> {} : check.grants().add(this, end);
    }

    /** Ends the watching. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
