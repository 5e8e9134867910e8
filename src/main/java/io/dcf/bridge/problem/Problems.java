package io.dcf.bridge.problem;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.limit.LimitException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Tells any failure as a problem. */
public final class Problems {

    static final String DOCUMENTED = documented("");

    private Problems() {}

    static String documented(String context) {
        return "The API is documented at " + context + "/swagger-ui.html and " + context + "/v3/api-docs.";
    }

    /** The problem that a failure is to a caller; empty where it is nobody's but the bridge's own, so a bug. */
    public static Optional<Problem> known(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return known(failure.getCause());
        } else if (failure instanceof ProblemException known) {
            return Optional.of(known.problem());
        } else if (failure instanceof GatewayException refused) {
            return Optional.of(GatewayProblems.of(refused));
        } else if (failure instanceof LimitException reached) {
            return Optional.of(LimitProblems.of(reached));
        } else if (failure instanceof InvalidException invalid) {
            return Optional.of(invalid(invalid.violations()));
        } else if (failure instanceof MethodArgumentTypeMismatchException mistyped) {
            return Optional.of(invalid(WebProblems.violations(mistyped)));
        } else if (failure instanceof HttpMessageNotReadableException unreadable) {
            return Optional.of(WebProblems.of(unreadable));
        } else if (failure instanceof InvalidParameterException) {
            return Optional.of(
                    Problem.of(400, "The query holds a parameter without a name, or one that is not encoded.")
                            .hint("Percent-encode what is not a letter, digit, '-', '.', '_' or '~'."));
        } else if (failure instanceof ErrorResponse web) {
            return Optional.of(WebProblems.of(web));
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

    /** The problem of a body, or an input, of more bytes than are taken. */
    public static Problem tooLarge(String what, long limit) {
        return Problem.of(413, "The " + what + " is larger than " + limit + " bytes.")
                .hint("Send less, or raise bridge.limits.request-size together with the gateway's own limit.");
    }

    /** Likewise, of those that are passed on piece by piece. */
    public static Problem tooLargeForHttp(String what, long limit) {
        return Problem.of(413, "The " + what + " is larger than " + limit + " bytes.")
                .hint("Send less, or raise bridge.limits.http-request-size.");
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
            case 408 ->
                Problem.of(status, "The body did not arrive in time.")
                        .hint("Send it faster, or raise bridge.limits.body-time.");
            case 414 ->
                Problem.of(status, "The request's first line is too long.")
                        .hint("Send a shorter path and query, or raise server.max-http-request-header-size.");
            case 415 -> Problem.of(status, "The body's Content-Type is not one this operation takes.");
            case 431 ->
                Problem.of(status, "The request's headers are too long, or too many.")
                        .hint(
                                "Send at most 100 headers, or fewer bytes of them; server.max-http-request-header-size says how"
                                        + " many may come.");
            case 500 -> Problem.of(status, "The bridge failed; this is a bug. The log says more, under the trace id.");
            default -> Problem.of(status, "The request was refused.");
        };
    }
}
