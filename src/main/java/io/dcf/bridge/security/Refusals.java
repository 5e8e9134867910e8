package io.dcf.bridge.security;

import io.dcf.bridge.credential.Challenge;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;

/** Answers refused requests with a problem and a hint, and counts them. */
final class Refusals {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ProblemWriter problems;
    private final MeterRegistry meters;
    private final Challenge challenge;

    Refusals(ProblemWriter problems, MeterRegistry meters, SecurityMode mode) {
        this.problems = problems;
        this.meters = meters;
        this.challenge = new Challenge(mode);
        for (String reason : new String[] {
            "unknown", "invalid", "authority", "function", "route", "origin", "host", "issuer", "busy", "closed"
        }) {
            counter(reason);
        }
    }

    /** The request has no credentials. */
    void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.header());
        Problem problem = Problem.of(401, "Authentication required.").hint(challenge.credentialsHint());
        refuse("unknown", problem, request, response);
    }

    /** The credentials are wrong, and the address has reached the limit of login failures. */
    void guessing(HttpServletRequest request, HttpServletResponse response, LimitException failure) throws IOException {
        problems.write(request, response, failure);
    }

    /** The password was not checked, since too many others are. */
    void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(503, "Too many passwords are being checked.")
                .hint("Try again later. A password that was accepted within the last hours needs no new check.")
                .retry(true, RETRY_AFTER);
        refuse("busy", problem, request, response);
    }

    /** The token was not checked, since there are no keys. */
    void unchecked(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(503, "The token cannot be checked: its issuer cannot be reached.")
                .hint("Try again later. If it persists, check bridge.security.jwt.issuer-uri, or jwk-set-uri.")
                .retry(true, RETRY_AFTER);
        refuse("issuer", problem, request, response);
    }

    /** The credentials are invalid. */
    void invalid(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.invalidCredentials());
        Problem problem = Problem.of(401, String.valueOf(failure.getMessage())).hint(challenge.credentialsHint());
        refuse("invalid", problem, request, response);
    }

    /** The client lacks an authority. */
    void forbidden(HttpServletRequest request, HttpServletResponse response, ForbiddenException failure)
            throws IOException {
        String header = challenge.missingAuthority(failure.authority());
        if (header != null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, header);
        }
        Problem problem = Problem.of(403, String.valueOf(failure.getMessage()))
                .hint(challenge.authorityHint(failure.authority()));
        refuse(failure.function() == null ? "authority" : "function", problem, request, response);
    }

    /** The route is not in the route table. */
    void unruled(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(403, "This route has no access rule, so it is closed.")
                .hint("Use the documented paths. A setting that moves them, such as management.endpoints.web.base-path,"
                        + " closes them unless management.server.port sets a separate port.");
        refuse("route", problem, request, response);
    }

    /** A page of another origin sent the request. */
    void foreign(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(403, "Pages of this origin have no access.")
                .hint("Add the origin to bridge.security.origins.");
        refuse("origin", problem, request, response);
    }

    /** The Host header has an unknown name. */
    void misdirected(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(421, "The name in the Host header is unknown.")
                .hint("Use localhost or an address, or add the name to bridge.security.hosts. With a"
                        + " bridge.security.mode other than none, any name is accepted.");
        refuse("host", problem, request, response);
    }

    /** The address is not loopback, and there is no authentication. */
    void closed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(
                        403, "This is closed, since the address is open to the network and there is no authentication.")
                .hint(
                        "Set bridge.security.mode, or listen on 127.0.0.1 only. bridge.security.allow-anonymous=true"
                                + " allows all clients. management.server.port sets a separate port for metrics and log levels.");
        refuse("closed", problem, request, response);
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
