package io.dcf.bridge.security;

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
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;

/** Tells those who may not call why, and what to do about it; and counts them. */
final class Refusals {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String REALM = " realm=\"dcf-bridge\"";

    private final ProblemWriter problems;
    private final MeterRegistry meters;
    private final SecurityMode mode;

    Refusals(ProblemWriter problems, MeterRegistry meters, SecurityMode mode) {
        this.problems = problems;
        this.meters = meters;
        this.mode = mode;
        for (String reason : new String[] {
            "unknown", "invalid", "authority", "function", "route", "origin", "host", "issuer", "busy", "closed"
        }) {
            counter(reason);
        }
    }

    /** Nobody has said who calls. */
    void unknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        challenge(response, "");
        refuse("unknown", Problem.of(401, "Who calls has to be known here.").hint(credentials()), request, response);
    }

    /** It is wrong, as was too much from there before. */
    void guessing(HttpServletRequest request, HttpServletResponse response, LimitException failure) throws IOException {
        problems.write(request, response, failure);
    }

    /** Too many passwords are being checked. */
    void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(503, "Too many passwords are being checked.")
                .hint("Try again later. A password that was right within the last hours needs no new check.")
                .retry(true, SOON);
        refuse("busy", problem, request, response);
    }

    /** Who is said to call cannot be checked. */
    void unchecked(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(503, "The token cannot be checked: its issuer cannot be reached.")
                .hint("Ask again later. If it persists, check bridge.security.jwt.issuer-uri, or jwk-set-uri.")
                .retry(true, SOON);
        refuse("issuer", problem, request, response);
    }

    /** Who is said to call cannot be believed. */
    void invalid(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        challenge(response, "invalid_token");
        refuse("invalid", Problem.of(401, String.valueOf(failure.getMessage())).hint(credentials()), request, response);
    }

    /** Who calls is known, but not allowed to. */
    void forbidden(HttpServletRequest request, HttpServletResponse response, ForbiddenException failure)
            throws IOException {
        if (mode != SecurityMode.BASIC) {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer" + REALM + ", error=\"insufficient_scope\", scope=\"" + failure.authority() + "\"");
        }
        Problem problem = Problem.of(403, String.valueOf(failure.getMessage())).hint(grant(failure.authority()));
        refuse(failure.function() == null ? "authority" : "function", problem, request, response);
    }

    /** What is served here is not in the table of what callers may do. */
    void unruled(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(403, "No rule says who may use this route, so nobody may.")
                .hint("Use the documented paths; a setting that moves them, such as management.endpoints.web.base-path,"
                        + " closes them unless management.server.port gives them a port of their own.");
        refuse("route", problem, request, response);
    }

    /** A browser asks for a page of somebody else's. */
    void foreign(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(403, "Pages of this origin may not call here.")
                .hint("bridge.security.origins names the origins whose pages may.");
        refuse("origin", problem, request, response);
    }

    /** A browser asks by a name that may be a stranger's. */
    void misdirected(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(421, "This host is not known by the name in the Host header.")
                .hint("Use localhost or an address, or name the host in bridge.security.hosts; with a"
                        + " bridge.security.mode other than none any name is served.");
        refuse("host", problem, request, response);
    }

    /** Nobody may, as nobody can say who calls. */
    void closed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(403, "This is closed, as whoever reaches this address could ask for it.")
                .hint("Set bridge.security.mode, or listen on 127.0.0.1 alone; bridge.security.allow-anonymous=true"
                        + " opens it to everybody. Metrics and log levels can have a port of their own,"
                        + " management.server.port.");
        refuse("closed", problem, request, response);
    }

    private void refuse(String reason, Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        counter(reason).increment();
        problems.write(request, response, problem);
    }

    private Counter counter(String reason) {
        return Counter.builder("bridge.requests.refused")
                .description("requests of those who may not call")
                .tag("reason", reason)
                .register(meters);
    }

    private void challenge(HttpServletResponse response, String error) {
        String scheme = mode == SecurityMode.BASIC ? "Basic" + REALM + ", charset=\"UTF-8\"" : "Bearer" + REALM;
        String reason = mode == SecurityMode.BASIC || error.isEmpty() ? "" : ", error=\"" + error + "\"";
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme + reason);
    }

    private String credentials() {
        return switch (mode) {
            case BASIC -> "Send a name and a password of bridge.security.users: Authorization: Basic ...";
            case TOKEN -> "Send a token that bridge.security.tokens-file lists: Authorization: Bearer ...";
            case JWT ->
                "Send a token of the issuer that bridge.security.jwt names, meant for its audience: Authorization: Bearer ...";
            case NONE -> throw new IllegalStateException("nobody is asked who calls");
        };
    }

    private @Nullable String grant(String authority) {
        return switch (mode) {
            case BASIC -> "The user's authorities have to name " + authority + ".";
            case TOKEN -> "The token's line in bridge.security.tokens-file has to name " + authority + ".";
            case JWT -> "The token's scope, or its roles, have to name " + authority + ".";
            case NONE -> null;
        };
    }
}
