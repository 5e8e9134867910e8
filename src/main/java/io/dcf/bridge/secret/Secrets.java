package io.dcf.bridge.secret;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.management.SecretCalls;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.route.Routes;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Manages the secrets of the gateway. What it refuses is a {@link ProblemException}: 404 for an unknown secret, 409 for a name that is taken and
 * for a secret that is in use or was not created by the gateway, 501 where the gateway manages no secrets. Other failures are a
 * {@link GatewayException}.
 */
@Component
public class Secrets {

    private static final String UNKNOWN = "GET " + Routes.SECRETS_PATH + " lists the secrets; POST creates one.";
    private static final String TAKEN = "PUT " + Routes.SECRET_PATH + " replaces a secret that exists.";
    private static final String IN_USE =
            "Delete the functions that use it, or replace them by definitions without it. Secrets that others created in"
                    + " the cluster are theirs to change.";
    private static final String UNSUPPORTED =
            "The gateway does not manage secrets; the embedded gateway does, with bridge.gateway.dialect=guide. Create"
                    + " the secret where the functions run, such as with kubectl create secret.";

    private final SecretCalls calls;

    Secrets(SecretCalls calls) {
        this.calls = calls;
    }

    /** The names of all secrets, sorted. */
    public List<String> names() {
        return explained(calls::names);
    }

    public void create(SecretName name, SecretValue value) {
        explained(() -> calls.create(name.value(), value.bytes()));
    }

    /** Replaces the value of a secret that exists. */
    public void replace(SecretName name, SecretValue value) {
        explained(() -> calls.replace(name.value(), value.bytes()));
    }

    public void delete(SecretName name) {
        explained(() -> calls.delete(name.value()));
    }

    private static void explained(Runnable change) {
        explained(() -> {
            change.run();
            return true;
        });
    }

    private static <T> T explained(Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException e) {
            Problem problem = e.fault() == Fault.GATEWAY ? problem(e) : null;
            if (problem == null) {
                throw e;
            }
            throw new ProblemException(problem.code(e.code().name()));
        }
    }

    /** Null for failures that are not about secrets. */
    private static @Nullable Problem problem(GatewayException failure) {
        return switch (failure.code()) {
            case NOT_FOUND ->
                Problem.of(ProblemType.SECRET_NOT_FOUND, failure.detail()).hint(UNKNOWN);
            case ALREADY_EXISTS ->
                Problem.of(ProblemType.SECRET_EXISTS, failure.detail()).hint(TAKEN);
            case FAILED_PRECONDITION ->
                failure.method().equals("CreateSecret")
                        ? null
                        : Problem.of(ProblemType.SECRET_IN_USE, failure.detail())
                                .hint(IN_USE);
            case UNIMPLEMENTED ->
                Problem.of(ProblemType.SECRETS_UNSUPPORTED, failure.detail()).hint(UNSUPPORTED);
            default -> null;
        };
    }
}
