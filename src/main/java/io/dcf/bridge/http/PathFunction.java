package io.dcf.bridge.http;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.route.FunctionReference;
import io.dcf.bridge.route.RouteMatch;
import jakarta.servlet.http.HttpServletRequest;

/** The function in the path of a request, where the path may also name the namespace. */
public final class PathFunction {

    private PathFunction() {}

    /** The function that the caller is authorized for. Throws a 404 for a name that no function can have. */
    public static FunctionName of(HttpServletRequest request) {
        RouteMatch match = RouteMatch.authorized(request);
        return of(match == null || match.function() == null ? "" : match.function());
    }

    /** The function with a name. Throws a 404 for a name that no function can have. */
    public static FunctionName of(String name) {
        if (!FunctionName.isValid(name)) {
            throw new ProblemException(unknown());
        }
        return new FunctionName(name);
    }

    /** Whether a name that is not valid is a reference to another namespace, or to no function of the only one. */
    public static boolean isReference(String name) {
        return name.isEmpty() || name.indexOf('.') >= 0;
    }

    public static Problem unknown() {
        return Problem.of(ProblemType.FUNCTION_NOT_FOUND, "No function has this name.")
                .hint("A function is NAME or NAME." + FunctionReference.NAMESPACE + "; there is no other namespace.");
    }
}
