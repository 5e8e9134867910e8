package io.dcf.bridge.openapi;

import io.dcf.bridge.function.Violation;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.problem.StatusProblems;
import io.dcf.bridge.problemtype.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The problems that operations can respond with: the meaning of each status, and an example. */
final class ProblemExamples {

    private static final String PATH = "/api/v1/functions/echo";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** A status in the document. */
    record Documented(String meaning, Problem example) {}

    /** By status. */
    static final Map<Integer, Documented> ALL = new TreeMap<>(Map.ofEntries(
            documented(
                    "The request is not valid. The violations list all errors.",
                    Problems.invalid(List.of(new Violation("/image", "is required")))),
            documented(
                    "The gateway refused the credentials that were passed on.",
                    Problem.of(ProblemType.CREDENTIALS_REFUSED_BY_GATEWAY, "token expired")
                            .code("UNAUTHENTICATED")),
            documented(
                    "The gateway does not permit it.",
                    Problem.of(ProblemType.DENIED_BY_GATEWAY, "not your function")
                            .code("PERMISSION_DENIED")),
            documented(
                    "The function, invocation or secret does not exist.",
                    Problem.of(ProblemType.FUNCTION_NOT_FOUND, "function 'echo' does not exist")
                            .code("NOT_FOUND")),
            documented("The operation has no type that the Accept header allows.", StatusProblems.of(406)),
            documented("The body did not arrive in time.", StatusProblems.of(408)),
            documented(
                    "The function or secret exists already or was changed at the same time, the secret is in use, or the"
                            + " invocation is in another state.",
                    Problem.of(ProblemType.ALREADY_EXISTS, "function 'echo' exists already")
                            .code("ALREADY_EXISTS")),
            documented(
                    "A condition of If-Match or If-None-Match is not met.",
                    Problem.of(ProblemType.PRECONDITION_FAILED, "function 'echo' exists already")),
            documented(
                    "The body is larger than the limit of the bridge or the gateway.",
                    Problem.of(ProblemType.REQUEST_TOO_LARGE, "The body is larger than 4194304 bytes.")),
            documented("The operation does not accept this Content-Type.", StatusProblems.of(415)),
            documented(
                    "The Idempotency-Key was used for another request.",
                    Problem.of(
                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                            "The Idempotency-Key was used for another request to this function.")),
            documented(
                    "A limit is reached: the rate of the client, the concurrent invocations of the function, or a quota of the gateway.",
                    Problem.of(ProblemType.LIMITED_BY_GATEWAY, "too many calls")
                            .code("RESOURCE_EXHAUSTED")
                            .retry(true, Duration.ofSeconds(5))),
            documented(
                    "The call was cancelled.",
                    Problem.of(ProblemType.CLIENT_DISCONNECTED, "The call was cancelled.")
                            .code("CANCELLED")),
            documented(
                    "The gateway or the bridge failed.",
                    Problem.of(ProblemType.GATEWAY_FAILED, "quota lookup failed")
                            .code("INTERNAL")),
            documented(
                    "The gateway does not have the method.",
                    Problem.of(ProblemType.UNSUPPORTED_BY_GATEWAY, "The gateway has no method GetLog.")
                            .code("UNIMPLEMENTED")),
            documented(
                    "The function failed, or the response of the gateway could not be read.",
                    Problem.of(ProblemType.FUNCTION_FAILED, "function 'echo' failed: out of memory")
                            .code("INTERNAL")),
            documented(
                    "The gateway is not reachable, or the bridge has reached a limit.",
                    Problem.of(ProblemType.GATEWAY_UNAVAILABLE, "The gateway cannot be reached.")
                            .code("UNAVAILABLE")
                            .retry(true, Duration.ofSeconds(1))),
            documented(
                    "The gateway did not respond in time.",
                    Problem.of(ProblemType.GATEWAY_TIMEOUT, "The gateway did not answer Deploy in time.")
                            .code("DEADLINE_EXCEEDED"))));

    private ProblemExamples() {}

    private static Map.Entry<Integer, Documented> documented(String meaning, Problem example) {
        return Map.entry(example.status(), new Documented(meaning, example.at(PATH, TRACE)));
    }
}
