package io.dcf.bridge.openfaas;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.route.FunctionReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The one namespace that requests may name. */
final class OnlyNamespace {

    static final String NAME = FunctionReference.NAMESPACE;

    private OnlyNamespace() {}

    /** Throws a 404 if one of these, in the query or in the body, is another namespace; absent and empty ones are the only one. */
    static void require(@Nullable String... namespaces) {
        if (!Arrays.stream(namespaces).allMatch(OnlyNamespace::isIt)) {
            throw new ProblemException(Problem.of(ProblemType.NAMESPACE_NOT_FOUND, "This namespace does not exist.")
                    .hint("The only namespace is " + NAME + "."));
        }
    }

    private static boolean isIt(@Nullable String namespace) {
        return namespace == null || namespace.isEmpty() || namespace.equals(NAME);
    }
}
