package io.dcf.bridge.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.problemtype.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An error, in the format of RFC 9457.
 *
 * @param type the type of the problem: the path of the page that explains it
 * @param title the reason phrase of the status
 * @param status the HTTP status
 * @param detail what happened
 * @param instance the path of the request
 * @param code the name of the gRPC status code, if the gateway responded
 * @param retryable whether the same request can succeed later, without running a function twice
 * @param hint what to do next
 * @param violations all errors of the request
 * @param traceId the id of the trace, in the logs of the bridge and of the gateway
 * @param retryAfter when to repeat the request; sent as Retry-After
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
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Violation> violations,
        @Nullable String traceId,
        @JsonIgnore @Nullable Duration retryAfter) {

    /** The de facto status of a request whose client disconnected before the response; HTTP defines none. */
    public static final int CLIENT_CLOSED_REQUEST = 499;

    public Problem {
        violations = List.copyOf(violations);
    }

    /** A problem of a type that has one status. */
    public static Problem of(ProblemType type, String detail) {
        return of(type, type.status().orElseThrow(), detail);
    }

    public static Problem of(ProblemType type, int status, String detail) {
        HttpStatus known = HttpStatus.resolve(status);
        String title = known != null
                ? known.getReasonPhrase()
                : status == CLIENT_CLOSED_REQUEST ? "Client Closed Request" : "Status " + status;
        return new Problem(type.path(), title, status, detail, null, null, false, null, List.of(), null, null);
    }

    /** The same, with a hint. */
    public Problem hint(@Nullable String text) {
        return new Problem(
                type, title, status, detail, instance, code, retryable, text, violations, traceId, retryAfter);
    }

    /** The same, with violations. */
    public Problem violations(List<Violation> found) {
        return new Problem(type, title, status, detail, instance, code, retryable, hint, found, traceId, retryAfter);
    }

    /** The same, with the name of a gRPC code. */
    public Problem code(String name) {
        return new Problem(
                type, title, status, detail, instance, name, retryable, hint, violations, traceId, retryAfter);
    }

    /** The same, with whether the request may be sent again, and when. */
    public Problem retry(boolean may, @Nullable Duration after) {
        return new Problem(type, title, status, detail, instance, code, may, hint, violations, traceId, after);
    }

    /** The same, for a request. */
    Problem at(FailedRequest request) {
        return at(request.path(), request.traceId()).under(request.prefix());
    }

    /** The same, for a path. */
    public Problem at(String path, @Nullable String trace) {
        return new Problem(type, title, status, detail, path, code, retryable, hint, violations, trace, retryAfter);
    }

    /** The same, for a client whose paths have the prefix. */
    public Problem under(String prefix) {
        String link = type.startsWith("/") ? prefix + type : type;
        return new Problem(
                link, title, status, detail, instance, code, retryable, hint, violations, traceId, retryAfter);
    }
}
