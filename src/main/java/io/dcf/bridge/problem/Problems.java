package io.dcf.bridge.problem;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.problemtype.ProblemType;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Finds the problem of a failure. */
public final class Problems {

    static final String DOCUMENTED = documented("");

    private Problems() {}

    static String documented(String context) {
        return "The API is documented at " + context + "/swagger-ui.html and " + context + "/v3/api-docs.";
    }

    /** The problem of a failure; empty if it is a bug of the bridge. */
    public static Optional<Problem> known(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return known(failure.getCause());
        } else if (failure instanceof ProblemException known) {
            return Optional.of(known.problem());
        } else if (failure instanceof GatewayException refused) {
            return Optional.of(of(refused));
        } else if (failure instanceof LimitException reached) {
            return Optional.of(LimitProblems.of(reached));
        } else if (failure instanceof InvalidException invalid) {
            return Optional.of(invalid(invalid.violations()));
        } else if (failure instanceof MethodArgumentTypeMismatchException mistyped) {
            return Optional.of(invalid(WebProblems.violations(mistyped)));
        } else if (failure instanceof HttpMessageNotReadableException unreadable) {
            return Optional.of(JsonProblems.of(unreadable));
        } else if (failure instanceof InvalidParameterException) {
            return Optional.of(Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            "The query has a parameter without a name, or one that is not percent-encoded.")
                    .hint("Percent-encode all characters except letters, digits, '-', '.', '_' and '~'."));
        } else if (failure instanceof ErrorResponse web) {
            return Optional.of(WebProblems.of(web));
        } else if (failure instanceof SocketTimeoutException) {
            return Optional.of(StatusProblems.of(408));
        } else if (failure instanceof IOException) {
            return Optional.of(
                    Problem.of(ProblemType.INCOMPLETE_BODY, "The connection ended before the whole body arrived."));
        }
        return Optional.empty();
    }

    /** The problem of a failed call, by the table {@link GrpcStatusMapping}. */
    private static Problem of(GatewayException failure) {
        GrpcStatusMapping row = GrpcStatusMapping.of(failure);
        Problem problem = Problem.of(row.type(), row.httpStatus(), failure.detail())
                .code(failure.code().name())
                .violations(failure.violations())
                .hint(row.hint());
        return row.retry().in(problem, failure);
    }

    /** The problem of an invalid request. */
    public static Problem invalid(List<Violation> violations) {
        String detail = violations.size() == 1
                ? sentence(violations.get(0))
                : "The request has " + violations.size() + " errors.";
        return Problem.of(ProblemType.INVALID_REQUEST, detail)
                .violations(violations)
                .hint("Fix the fields listed in violations. " + DOCUMENTED);
    }

    private static String sentence(Violation violation) {
        String place = violation.pointer().isEmpty() ? "The body" : violation.pointer();
        boolean isSentence =
                violation.detail().endsWith("?") || violation.detail().endsWith(".");
        return isSentence ? place + ": " + violation.detail() : place + " " + violation.detail() + ".";
    }

    /** The problem of a body, or an input, that exceeds the limit of requests. */
    public static Problem tooLarge(String what, long limit) {
        return Problem.of(ProblemType.REQUEST_TOO_LARGE, "The " + what + " is larger than " + limit + " bytes.")
                .hint("Send less, or raise bridge.limits.request-size together with the gateway's own limit.");
    }

    /** The problem of a body that exceeds the limit of requests to functions that speak HTTP. */
    public static Problem tooLargeForHttp(String what, long limit) {
        return Problem.of(ProblemType.REQUEST_TOO_LARGE, "The " + what + " is larger than " + limit + " bytes.")
                .hint("Send less, or raise bridge.limits.http-request-size.");
    }
}
