package io.dcf.bridge.problem;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.MimeType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Finds the problems of what Spring and Jackson refuse. */
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

    /** The problem of a body that is not valid JSON. */
    static Problem of(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        if (cause instanceof StreamConstraintsException) {
            return json("The JSON exceeds a limit: 100 levels of nesting, 20000 tokens, or the length of a name, number or"
                            + " string.")
                    .hint("Send simpler JSON. The limits are spring.jackson.factory.constraints.read.");
        } else if (cause instanceof JacksonException malformed) {
            var location = malformed.getLocation();
            String where = location == null || location.getLineNr() < 1
                    ? ""
                    : String.format(
                            Locale.ROOT, " at line %d, column %d", location.getLineNr(), location.getColumnNr());
            return json(String.format(Locale.ROOT, "The body is not valid JSON%s: %s.", where, reason(malformed)));
        }
        return json("The body is missing or could not be read.");
    }

    private static Problem json(String detail) {
        return Problem.of(400, detail)
                .violations(List.of(new Violation("", "must be one JSON object")))
                .hint("Send one JSON object, such as the example of the operation. " + Problems.DOCUMENTED);
    }

    /** The parser's message, without what it adds for programmers. */
    private static String reason(JacksonException malformed) {
        String words = malformed.getOriginalMessage();
        return words == null
                ? "unreadable"
                : words.split(" \\(start marker| at \\[|\\R", 2)[0]
                        .replaceAll("`[^`]*`", "a value")
                        .replaceFirst("^Unrecognized token '.*?'", "Unrecognized token"); // it may be a secret
    }

    /** The problem of a request that no operation supports. */
    static Problem of(ErrorResponse failure) {
        int status = failure.getStatusCode().value();
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            return Problems.bare(status)
                    .hint("Allowed here: " + String.join(", ", supported(method)) + ". " + Problems.DOCUMENTED);
        } else if (failure instanceof HttpMediaTypeException media) {
            String types = String.join(
                    ", ",
                    media.getSupportedMediaTypes().stream()
                            .map(MimeType::toString)
                            .sorted()
                            .toList());
            return status == 415
                    ? Problems.bare(status)
                            .hint("Send Content-Type: " + (types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types))
                    : Problems.bare(status).hint(types.isEmpty() ? Problems.DOCUMENTED : "Accept one of: " + types);
        }
        return Problems.bare(status);
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
