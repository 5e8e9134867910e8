package io.dcf.bridge.problem;

import io.dcf.bridge.problemtype.ProblemType;

/** Finds the problem of a status without a cause. */
public final class StatusProblems {

    private StatusProblems() {}

    public static Problem of(int status) {
        return switch (status) {
            case 400 ->
                Problem.of(
                                ProblemType.MALFORMED_REQUEST,
                                "The request is not valid HTTP: its first line, its path, a header or its framing.")
                        .hint(
                                "Percent-encode all characters except letters, digits, '-', '.', '_' and '~'. An encoded '/' is not allowed.");
            case 404 ->
                Problem.of(ProblemType.UNKNOWN_PATH, "No resource has this path.")
                        .hint(Problems.DOCUMENTED);
            case 405 ->
                Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path does not support the method.")
                        .hint(Problems.DOCUMENTED);
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "No media type in the Accept header is available here.");
            case 408 ->
                Problem.of(ProblemType.BODY_TIMEOUT, "The body did not arrive in time.")
                        .hint("Send it faster, or raise bridge.limits.body-time.");
            case 414 ->
                Problem.of(ProblemType.URI_TOO_LONG, "The request's first line is too long.")
                        .hint("Send a shorter path and query, or raise server.max-http-request-header-size.");
            case 415 ->
                Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "This operation does not support the Content-Type of the body.");
            case 431 ->
                Problem.of(ProblemType.HEADERS_TOO_LARGE, "The request's headers are too large, or too many.")
                        .hint("Send at most 100 headers, and fewer bytes than server.max-http-request-header-size.");
            case 500 ->
                Problem.of(
                        ProblemType.INTERNAL_ERROR,
                        "The bridge failed. This is a bug; the log has the cause, with this trace id.");
            default -> Problem.of(ProblemType.REQUEST_REFUSED, status, "The request was refused.");
        };
    }
}
