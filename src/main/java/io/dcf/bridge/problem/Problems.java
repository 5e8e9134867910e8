package io.dcf.bridge.problem;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.GatewayException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.MimeType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Tells any failure as a problem. */
public final class Problems {

    private static final String DOCUMENTED = "The API is documented at /swagger-ui.html and /v3/api-docs.";

    private Problems() {}

    /** The problem that a failure is to a caller; empty where it is nobody's but the bridge's own, so a bug. */
    public static Optional<Problem> known(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return known(failure.getCause());
        } else if (failure instanceof ProblemException known) {
            return Optional.of(known.problem());
        } else if (failure instanceof GatewayException refused) {
            return Optional.of(GatewayProblems.of(refused));
        } else if (failure instanceof InvalidException invalid) {
            return Optional.of(invalid(invalid.violations()));
        } else if (failure instanceof MethodArgumentTypeMismatchException mistyped) {
            return Optional.of(invalid(mistyped(mistyped)));
        } else if (failure instanceof HttpMessageNotReadableException unreadable) {
            return Optional.of(unreadable(unreadable.getCause()));
        } else if (failure instanceof ErrorResponse web) {
            return Optional.of(web(web));
        } else if (failure instanceof SocketTimeoutException) {
            return Optional.of(bare(408));
        } else if (failure instanceof IOException) {
            return Optional.of(Problem.of(400, "The body could not be read to its end."));
        }
        return Optional.empty();
    }

    /** The problem of a request that breaks rules. */
    public static Problem invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        String detail = violations.size() == 1
                ? (first.pointer().isEmpty() ? "The body" : first.pointer()) + " " + first.detail() + "."
                : violations.size() + " things are wrong with the request.";
        return Problem.of(400, detail).violations(violations).hint("Mend what the violations name. " + DOCUMENTED);
    }

    /** The problem of a bare status, from a layer that has no more to say. */
    public static Problem bare(int status) {
        return switch (status) {
            case 400 ->
                Problem.of(status, "The request is not valid HTTP: its first line, its path, a header or its framing.")
                        .hint(
                                "Percent-encode what is not a letter, digit, '-', '.', '_' or '~'; an encoded '/' is not allowed.");
            case 404 -> Problem.of(status, "There is nothing at this path.").hint(DOCUMENTED);
            case 405 ->
                Problem.of(status, "This path does not take that method.").hint(DOCUMENTED);
            case 406 -> Problem.of(status, "Nothing that the Accept header asks for can be made here.");
            case 408 -> Problem.of(status, "The body did not arrive in time.");
            case 415 -> Problem.of(status, "The body's Content-Type is not one this operation takes.");
            case 500 -> Problem.of(status, "The bridge failed; this is a bug. The log says more, under the trace id.");
            default -> Problem.of(status, "The request was refused.");
        };
    }

    private static List<Violation> mistyped(MethodArgumentTypeMismatchException failure) {
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

    private static Problem unreadable(@Nullable Throwable cause) {
        if (cause instanceof StreamConstraintsException) {
            return json("The JSON exceeds a limit: 500 levels of nesting, or the length of a name, number or string.");
        } else if (cause instanceof JacksonException malformed) {
            var location = malformed.getLocation();
            String where = location == null || location.getLineNr() < 1
                    ? ""
                    : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
            return json("The body is not valid JSON%s: %s.".formatted(where, reason(malformed)));
        }
        return json("The body is missing or could not be read.");
    }

    private static Problem json(String detail) {
        return Problem.of(400, detail)
                .violations(List.of(new Violation("", "must be one JSON object")))
                .hint("Send one JSON object, such as the example of the operation. " + DOCUMENTED);
    }

    /** The parser's words, without what it adds for programmers. */
    private static String reason(JacksonException malformed) {
        String words = malformed.getOriginalMessage();
        return words == null
                ? "unreadable"
                : words.split(" \\(start marker| at \\[|\\R", 2)[0]
                        .replaceAll("`[^`]*`", "a value")
                        .replaceFirst("^Unrecognized token '.*?'", "Unrecognized token"); // it may be a secret
    }

    private static Problem web(ErrorResponse failure) {
        int status = failure.getStatusCode().value();
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            return bare(status).hint("Allowed here: " + String.join(", ", supported(method)) + ". " + DOCUMENTED);
        } else if (failure instanceof HttpMediaTypeException media) {
            String types = String.join(
                    ", ",
                    media.getSupportedMediaTypes().stream()
                            .map(MimeType::toString)
                            .sorted()
                            .toList());
            return status == 415
                    ? bare(status)
                            .hint("Send Content-Type: " + (types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types))
                    : bare(status).hint(types.isEmpty() ? DOCUMENTED : "Accept one of: " + types);
        }
        return bare(status);
    }

    private static List<String> supported(HttpRequestMethodNotSupportedException failure) {
        String[] methods = failure.getSupportedMethods();
        return methods == null ? List.of() : Arrays.stream(methods).sorted().toList();
    }
}
