package io.dcf.bridge.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dcf.bridge.function.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What went wrong, as RFC 9457 lays it out.
 *
 * @param type the kind of problem; 'about:blank' where the status says it all
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what went wrong this time
 * @param instance the path that was asked for
 * @param code the gRPC code's name, where a gateway answered
 * @param retryable whether the same request may succeed later, and cannot run a function twice
 * @param hint what to do next
 * @param violations everything wrong with the request
 * @param traceId names the request's trace, in logs here and upstream
 * @param retryAfter when to ask again; told in the Retry-After header
 */
@JsonPropertyOrder({
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "code",
    "retryable",
    "hint",
    "violations",
    "traceId"
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String type,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String title,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int status,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String detail,
        @Nullable String instance,
        @Nullable String code,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean retryable,
        @Nullable String hint,
        List<Violation> violations,
        @Nullable String traceId,
        @JsonIgnore @Nullable Duration retryAfter) {

    /** The de facto status of a request whose caller went away before the answer; HTTP has no name for it. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    public Problem {
        violations = List.copyOf(violations);
    }

    /** A problem of a status, for want of more to say. */
    public static Problem of(int status, String detail) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known != null
                ? known.getReasonPhrase()
                : status == CLIENT_CLOSED_REQUEST ? "Client Closed Request" : "Status " + status;
        return new Problem("about:blank", title, status, detail, null, null, false, null, List.of(), null, null);
    }

    /** The same, with what to do next. */
    public Problem hint(@Nullable String next) {
        return new Problem(
                type, title, status, detail, instance, code, retryable, next, violations, traceId, retryAfter);
    }

    /** The same, with everything wrong. */
    public Problem violations(List<Violation> found) {
        return new Problem(type, title, status, detail, instance, code, retryable, hint, found, traceId, retryAfter);
    }

    /** The same, with the gRPC code of a gateway that answered. */
    public Problem code(String name) {
        return new Problem(
                type, title, status, detail, instance, name, retryable, hint, violations, traceId, retryAfter);
    }

    /** The same, with whether asking again does no harm, and when to. */
    public Problem retry(boolean harmless, @Nullable Duration after) {
        return new Problem(type, title, status, detail, instance, code, harmless, hint, violations, traceId, after);
    }

    /** The same, told of a request. */
    public Problem at(@Nullable String path, @Nullable String trace) {
        return new Problem(type, title, status, detail, path, code, retryable, hint, violations, trace, retryAfter);
    }
}
