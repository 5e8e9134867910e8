package io.dcf.gateway.docker;

import com.github.dockerjava.api.exception.DockerException;
import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.NestedExceptionUtils;

/** Explains failures of the container engine. */
public final class EngineFailures {

    /** docker-java's message contains the engine's response as it was received. */
    private static final Pattern ANSWER =
            Pattern.compile("Status [0-9]+: (?:\\{\"message\":\"(.*)\"}|(.*))\\s*", Pattern.DOTALL);

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private EngineFailures() {}

    /** The engine's own message, or why it did not answer, in one line. */
    public static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof DockerException ? failure : NestedExceptionUtils.getMostSpecificCause(failure);
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        Matcher answer = ANSWER.matcher(message);
        String text = !answer.matches() ? message : answer.group(1) == null ? answer.group(2) : answer.group(1);
        return text.replace("\\\"", "\"")
                .replace("\\n", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The refusal of a call that needs the engine. */
    public static RuntimeException refusal(RuntimeException failure) {
        if (!(failure instanceof DockerException answer)) {
            return Refusal.with(Status.Code.UNAVAILABLE, "the container engine does not answer: " + sentence(failure));
        }
        Status.Code code = switch (answer.getHttpStatus()) {
            case BAD_REQUEST -> Status.Code.INVALID_ARGUMENT;
            case FORBIDDEN -> Status.Code.PERMISSION_DENIED;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            default -> Status.Code.INTERNAL;
        };
        return Refusal.with(code, "the container engine refused it: " + sentence(failure));
    }
}
