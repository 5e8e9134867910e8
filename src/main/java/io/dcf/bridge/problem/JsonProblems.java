package io.dcf.bridge.problem;

import io.dcf.bridge.function.Violation;
import io.dcf.bridge.problemtype.ProblemType;
import java.util.List;
import java.util.Locale;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Finds the problem of a body that is not valid JSON. */
final class JsonProblems {

    private JsonProblems() {}

    static Problem of(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        if (cause instanceof StreamConstraintsException) {
            return problem(
                            "The JSON exceeds a limit: 100 levels of nesting, 20000 tokens, or the length of a name, number or"
                                    + " string.")
                    .hint("Send simpler JSON. The limits are spring.jackson.factory.constraints.read.");
        } else if (cause instanceof JacksonException malformed) {
            var location = malformed.getLocation();
            String where = location == null || location.getLineNr() < 1
                    ? ""
                    : String.format(
                            Locale.ROOT, " at line %d, column %d", location.getLineNr(), location.getColumnNr());
            return problem(String.format(Locale.ROOT, "The body is not valid JSON%s: %s.", where, reason(malformed)));
        }
        return problem("The body is missing or could not be read.");
    }

    private static Problem problem(String detail) {
        return Problem.of(ProblemType.INVALID_JSON, detail)
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
}
