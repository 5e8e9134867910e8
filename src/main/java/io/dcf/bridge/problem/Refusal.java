package io.dcf.bridge.problem;

import io.dcf.bridge.problemtype.ProblemType;
import java.time.Duration;

/** A reason to refuse a request without regard to its caller: the route, origin or host, or that credentials cannot be checked. */
public enum Refusal {
    /** The password was not checked, since too many others are. */
    BUSY_PASSWORD_CHECKS(
            "busy",
            Problem.of(ProblemType.PASSWORD_CHECKS_BUSY, "Too many passwords are being checked.")
                    .hint("Try again later. A password that was accepted within the last hours needs no new check.")
                    .retry(true, Duration.ofSeconds(5))),

    /** The token was not checked, since there are no keys. */
    UNREACHABLE_ISSUER(
            "issuer",
            Problem.of(ProblemType.ISSUER_UNREACHABLE, "The token cannot be checked: its issuer cannot be reached.")
                    .hint("Try again later. If it persists, check bridge.security.jwt.issuer-uri, or jwk-set-uri.")
                    .retry(true, Duration.ofSeconds(5))),

    /** The route is not in the route table. */
    UNKNOWN_ROUTE(
            "route",
            Problem.of(ProblemType.UNKNOWN_ROUTE, "This route has no access rule, so it is closed.")
                    .hint(
                            "Use the documented paths. A setting that moves them, such as management.endpoints.web.base-path,"
                                    + " closes them unless management.server.port sets a separate port.")),

    /** A page of another origin sent the request. */
    FOREIGN_ORIGIN(
            "origin",
            Problem.of(ProblemType.FOREIGN_ORIGIN, "Pages of this origin have no access.")
                    .hint("Add the origin to bridge.security.origins.")),

    /** The Host header has an unknown name. */
    UNKNOWN_HOST(
            "host",
            Problem.of(ProblemType.UNKNOWN_HOST, "The name in the Host header is unknown.")
                    .hint("Use localhost or an address, or add the name to bridge.security.hosts. With a"
                            + " bridge.security.mode other than none, any name is accepted.")),

    /** The address is not loopback, and there is no authentication. */
    ANONYMOUS_ACCESS(
            "closed",
            Problem.of(
                            ProblemType.ANONYMOUS_ACCESS,
                            "This is closed, since the address is open to the network and there is no authentication.")
                    .hint(
                            "Set bridge.security.mode, or listen on 127.0.0.1 only. bridge.security.allow-anonymous=true"
                                    + " allows all clients. management.server.port sets a separate port for metrics and log levels."));

    private final String label;
    private final Problem problem;

    Refusal(String label, Problem problem) {
        this.label = label;
        this.problem = problem;
    }

    /** The value of the metric's tag. */
    public String label() {
        return label;
    }

    public Problem problem() {
        return problem;
    }
}
