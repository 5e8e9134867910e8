package io.dcf.bridge.problem;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameter;
import org.springframework.boot.actuate.endpoint.invoke.ParameterMappingException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Finds the problems of what Spring refuses. */
final class WebProblems {

    private WebProblems() {}

    /** The violations of a parameter of the wrong type. */
    static List<Violation> violations(MethodArgumentTypeMismatchException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidException invalid) {
                return invalid.violations().stream()
                        .map(violation -> violation.under(failure.getName()))
                        .toList();
            }
        }
        Class<?> type = failure.getRequiredType();
        boolean number = type != null && (type.isPrimitive() || Number.class.isAssignableFrom(type));
        return List.of(new Violation("", number ? "must be a whole number" : "is malformed").under(failure.getName()));
    }

    /** The violation of a parameter of the Actuator that has the wrong type, such as an unknown log level. */
    private static Violation violation(OperationParameter parameter) {
        Object[] values = parameter.getType().getEnumConstants();
        String detail = values == null
                ? "is malformed"
                : Stream.of(values).map(Object::toString).collect(Collectors.joining(", ", "must be one of ", ""));
        return new Violation("", detail).under(parameter.getName());
    }

    /** The problem of a request that no operation supports. */
    static Problem of(ErrorResponse failure) {
        int status = failure.getStatusCode().value();
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            return StatusProblems.of(status)
                    .hint("Allowed here: " + String.join(", ", supported(method)) + ". " + Problems.DOCUMENTED);
        } else if (failure instanceof HttpMediaTypeException media) {
            String types = String.join(
                    ", ",
                    media.getSupportedMediaTypes().stream()
                            .map(MimeType::toString)
                            .sorted()
                            .toList());
            return status == 415
                    ? StatusProblems.of(status)
                            .hint("Send Content-Type: " + (types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types))
                    : StatusProblems.of(status).hint(types.isEmpty() ? Problems.DOCUMENTED : "Accept one of: " + types);
        } else if (failure instanceof ResponseStatusException refused
                && refused.getCause() instanceof ParameterMappingException mistyped) {
            return Problems.invalid(List.of(violation(mistyped.getParameter())));
        }
        return StatusProblems.of(status);
    }

    /** The problem of a path that has no route, with the route that the caller probably meant. */
    static Problem of(NoResourceFoundException unknown, HttpServletRequest request) {
        Problem problem = of(unknown);
        String servlet = request.getPathInfo() == null ? "" : request.getServletPath(); // of spring.mvc.servlet.path
        String root = request.getContextPath() + servlet;
        return RouteSuggestions.of(request.getMethod(), request.getRequestURI().substring(root.length()))
                .map(route -> problem.hint("Did you mean " + root + route + "? " + Problems.DOCUMENTED))
                .orElse(problem);
    }

    /** The methods of a path: Spring itself answers HEAD where there is GET, and OPTIONS everywhere. */
    static Set<String> supported(HttpRequestMethodNotSupportedException failure) {
        String[] methods = failure.getSupportedMethods();
        Set<String> all = new TreeSet<>(methods == null ? List.of() : List.of(methods));
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        all.add("OPTIONS");
        return all;
    }
}
