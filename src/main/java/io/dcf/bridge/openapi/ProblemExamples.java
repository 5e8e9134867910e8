package io.dcf.bridge.openapi;

import io.dcf.bridge.function.Violation;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The problems that operations can answer: what each status means, and an example as it is told. */
final class ProblemExamples {

    private static final String PATH = "/api/v1/functions/echo";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** A status as the document shows it. */
    record Told(String meaning, Problem example) {}

    /** By status. */
    static final Map<Integer, Told> ALL = new TreeMap<>(Map.ofEntries(
            told(
                    "The request breaks a rule; the violations say which, all at once.",
                    Problems.invalid(List.of(new Violation("/image", "is required")))),
            told(
                    "The gateway refused the credentials that were passed on.",
                    Problem.of(401, "token expired").code("UNAUTHENTICATED")),
            told(
                    "The gateway does not allow it.",
                    Problem.of(403, "not your function").code("PERMISSION_DENIED")),
            told(
                    "There is no such function.",
                    Problem.of(404, "function 'echo' does not exist").code("NOT_FOUND")),
            told("Nothing that the Accept header asks for can be made here.", Problems.bare(406)),
            told("The body did not arrive in time.", Problems.bare(408)),
            told(
                    "The function exists already, or was changed by somebody else at the same time.",
                    Problem.of(409, "function 'echo' exists already").code("ALREADY_EXISTS")),
            told(
                    "The function is not as If-Match or If-None-Match wants it.",
                    Problem.of(412, "function 'echo' exists already")),
            told(
                    "The body is larger than the bridge or the gateway takes.",
                    Problem.of(413, "The body is larger than 4194304 bytes.")),
            told("The body's Content-Type is not one this operation takes.", Problems.bare(415)),
            told(
                    "Too much is asked for: of the gateway, or more often, or at once of one function, than the bridge lets.",
                    Problem.of(429, "too many calls").code("RESOURCE_EXHAUSTED").retry(true, Duration.ofSeconds(5))),
            told(
                    "The call was cancelled.",
                    Problem.of(499, "The call was cancelled.").code("CANCELLED")),
            told(
                    "The gateway, or the bridge, failed.",
                    Problem.of(500, "quota lookup failed").code("INTERNAL")),
            told(
                    "The gateway lacks the method.",
                    Problem.of(501, "The gateway has no method GetLog.").code("UNIMPLEMENTED")),
            told(
                    "The function failed, or the gateway's answer could not be read.",
                    Problem.of(502, "function 'echo' failed: out of memory").code("INTERNAL")),
            told(
                    "The gateway cannot be reached, or the bridge has no room for more.",
                    Problem.of(503, "The gateway cannot be reached.")
                            .code("UNAVAILABLE")
                            .retry(true, Duration.ofSeconds(1))),
            told(
                    "The gateway did not answer in time.",
                    Problem.of(504, "The gateway did not answer Deploy in time.")
                            .code("DEADLINE_EXCEEDED"))));

    private ProblemExamples() {}

    private static Map.Entry<Integer, Told> told(String meaning, Problem example) {
        return Map.entry(example.status(), new Told(meaning, example.at(PATH, TRACE)));
    }
}
