package io.dcf.bridge.problem;

import io.dcf.bridge.call.CallContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as responses, for all layers. */
@Component
public class ProblemWriter {

    /** The request attribute with the gRPC code of the problem that was sent. */
    public static final String CODE = ProblemWriter.class.getName() + ".code";

    /** The request attribute with the status of that problem. */
    public static final String STATUS = ProblemWriter.class.getName() + ".status";

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private final JsonMapper json;
    private final Optional<Format> format;

    ProblemWriter(JsonMapper json, Optional<Format> format) {
        this.json = json;
        this.format = format;
    }

    /** The errors of an API that has its own; all others are those of RFC 9457. */
    @FunctionalInterface
    public interface Format {
        /** What to write as JSON; null where the request is not of this API. */
        @Nullable
        Object body(HttpServletRequest request, Problem problem);
    }

    /** Answers the request with the problem of a failure. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        write(request, response, problem(failure, FailedRequest.of(request)));
    }

    /** Logs a failure of the bridge or the gateway after the response has started, and returns the problem of any failure. */
    public Problem report(Throwable failure, FailedRequest request) {
        return problem(failure, request).at(request);
    }

    private static Problem problem(Throwable failure, FailedRequest request) {
        Problem problem = Problems.known(failure).orElse(null);
        if (problem == null) {
            log.error("{} {} failed, trace {}", request.method(), request.path(), request.traceId(), failure);
            return StatusProblems.of(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        if (problem.status() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
            String from = cause == root ? cause.toString() : cause + ", from " + root;
            log.warn(
                    "{} {}: {}, trace {}: {}",
                    request.method(),
                    request.path(),
                    problem.status(),
                    request.traceId(),
                    from);
        }
        return problem;
    }

    /** Answers the request with the problem, unless the response has started or the client has disconnected. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted() || "CANCELLED".equals(request.getAttribute(CODE))) {
            return;
        }
        Problem sent = problem.at(FailedRequest.of(request)).hint(hint(problem.hint(), request.getContextPath()));
        Object other = format.map(each -> each.body(request, sent)).orElse(null);
        byte[] body = json.writeValueAsBytes(other == null ? sent : other);
        request.setAttribute(CODE, sent.code());
        request.setAttribute(STATUS, sent.status());
        response.resetBuffer();
        response.setStatus(sent.status());
        response.setContentType(
                other == null ? MediaType.APPLICATION_PROBLEM_JSON_VALUE : MediaType.APPLICATION_JSON_VALUE);
        if (sent.retryAfter() != null) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(sent.retryAfter().plusMillis(999).toSeconds()));
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Adds the context path to the links to the documentation. */
    private static @Nullable String hint(@Nullable String hint, @Nullable String context) {
        return hint == null || context == null ? hint : hint.replace(Problems.DOCUMENTED, Problems.documented(context));
    }

    /** The trace of a request; null if no filter of the bridge has seen it. */
    public static @Nullable String traceId(HttpServletRequest request) {
        return request.getAttribute(CallContext.class.getName()) instanceof CallContext call
                ? call.trace().traceId()
                : null;
    }
}
