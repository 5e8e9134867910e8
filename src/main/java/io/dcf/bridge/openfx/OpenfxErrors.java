package io.dcf.bridge.openfx;

import io.dcf.bridge.function.Violation;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.RoutePath;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.grpc.Status.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the problems of OpenFx's API as its gateway does: gRPC's number and a message. Statuses are those of the problems. */
@Component
@ConditionalOnSystemApi(SystemApi.OPENFX)
final class OpenfxErrors implements ProblemWriter.Format {

    /** An error of grpc-gateway. */
    record FxError(int code, String message, List<Object> details) {}

    @Override
    public @Nullable Object body(HttpServletRequest request, Problem problem) {
        String path = RoutePath.of(request);
        return path.startsWith("/system/") || path.equals(Routes.HEALTHZ_PATH)
                ? new FxError(code(problem).value(), message(problem), List.of())
                : null;
    }

    private static Code code(Problem problem) {
        return problem.code() == null ? code(problem.status()) : Code.valueOf(problem.code());
    }

    /** The code of an error of the bridge itself. */
    private static Code code(int status) {
        return switch (status) {
            case 401 -> Code.UNAUTHENTICATED;
            case 403 -> Code.PERMISSION_DENIED;
            case 404 -> Code.NOT_FOUND;
            case 405, 501 -> Code.UNIMPLEMENTED;
            case 413, 429 -> Code.RESOURCE_EXHAUSTED;
            case 408, 504 -> Code.DEADLINE_EXCEEDED;
            case 503 -> Code.UNAVAILABLE;
            default -> status < 500 ? Code.INVALID_ARGUMENT : Code.INTERNAL;
        };
    }

    private static String message(Problem problem) {
        List<Violation> ofMembers = problem.violations().stream()
                .filter(violation -> !violation.pointer().isEmpty())
                .toList();
        return problem.code() != null || ofMembers.isEmpty()
                ? problem.detail()
                : ofMembers.stream()
                        .map(violation -> member(violation.pointer()) + " " + violation.detail())
                        .collect(Collectors.joining("; "));
    }

    /** The member at the pointer as OpenFx names it, such as {@code Limits/CPU} of {@code /limits/cpu}. */
    private static String member(String pointer) {
        String[] names = pointer.substring(1).split("/", 2);
        String first = upper(names[0]);
        if (names.length == 1) {
            return first;
        }
        return first + "/" + (first.equals("Limits") || first.equals("Requests") ? resource(names[1]) : names[1]);
    }

    private static String resource(String name) {
        return name.equalsIgnoreCase("memory") ? "Memory" : name.toUpperCase(Locale.ROOT);
    }

    private static String upper(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
