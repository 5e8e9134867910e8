package io.dcf.bridge.security;

import io.dcf.bridge.credential.Challenge;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Refusal;
import io.dcf.bridge.problemtype.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;

/** Answers refused requests with a problem and a hint, and counts them. */
final class Refusals {

    private final ProblemWriter problems;
    private final MeterRegistry meters;
    private final Challenge challenge;

    Refusals(ProblemWriter problems, MeterRegistry meters, SecurityMode mode) {
        this.problems = problems;
        this.meters = meters;
        this.challenge = new Challenge(mode);
        List.of("unknown", "invalid", "authority", "function").forEach(this::counter);
        Stream.of(Refusal.values()).map(Refusal::label).forEach(this::counter);
    }

    void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        refuse(refusal.label(), refusal.problem(), request, response);
    }

    /** The request has no credentials. */
    void missingCredentials(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.header());
        Problem problem = Problem.of(ProblemType.AUTHENTICATION_REQUIRED, "Authentication required.")
                .hint(challenge.credentialsHint());
        refuse("unknown", problem, request, response);
    }

    /** The credentials are wrong, and the address has reached the limit of login failures. */
    void tooManyLoginFailures(HttpServletRequest request, HttpServletResponse response, LimitException failure)
            throws IOException {
        problems.write(request, response, failure);
    }

    /** The credentials are invalid. */
    void invalidCredentials(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.invalidCredentials());
        Problem problem = Problem.of(ProblemType.INVALID_CREDENTIALS, String.valueOf(failure.getMessage()))
                .hint(challenge.credentialsHint());
        refuse("invalid", problem, request, response);
    }

    /** The client lacks an authority. */
    void missingAuthority(HttpServletRequest request, HttpServletResponse response, ForbiddenException failure)
            throws IOException {
        String header = challenge.missingAuthority(failure.authority());
        if (header != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, header);
        }
        Problem problem = Problem.of(ProblemType.MISSING_AUTHORITY, String.valueOf(failure.getMessage()))
                .hint(challenge.authorityHint(failure.authority()));
        refuse(failure.function() == null ? "authority" : "function", problem, request, response);
    }

    private void refuse(String reason, Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        counter(reason).increment();
        problems.write(request, response, problem);
    }

    private Counter counter(String reason) {
        return Counter.builder("bridge.requests.refused")
                .description("requests that were refused for their client, route, origin or host")
                .tag("reason", reason)
                .register(meters);
    }
}
