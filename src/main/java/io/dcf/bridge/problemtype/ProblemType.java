package io.dcf.bridge.problemtype;

import io.dcf.bridge.route.Routes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The closed set of what can go wrong. The id of each, such as {@code function-not-found}, never changes. Its page explains it, with the texts of
 * {@link ProblemTexts}.
 */
public enum ProblemType {
    // The request itself
    INVALID_REQUEST(400),
    INVALID_JSON(400),
    MALFORMED_REQUEST(400),
    INCOMPLETE_BODY(400),
    INVALID_GZIP(400),
    UNSUPPORTED_SUBPROTOCOL(400),
    UNKNOWN_PATH(404),
    NAMESPACE_NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    BODY_TIMEOUT(408),
    REQUEST_TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    UNSUPPORTED_ENCODING(415),
    UPGRADE_REQUIRED(426),
    HEADERS_TOO_LARGE(431),
    CLIENT_DISCONNECTED(499),
    NOT_IMPLEMENTED(501),
    HTTP_VERSION(505),
    REQUEST_REFUSED(ProblemType.ANY_STATUS),

    // The client
    AUTHENTICATION_REQUIRED(401),
    INVALID_CREDENTIALS(401),
    EXPIRED_CREDENTIALS(401),
    CREDENTIALS_REFUSED_BY_GATEWAY(401),
    MISSING_AUTHORITY(403),
    DENIED_BY_GATEWAY(403),
    UNKNOWN_ROUTE(403),
    FOREIGN_ORIGIN(403),
    ANONYMOUS_ACCESS(403),
    PROTECTED_LOGGER(403),
    UNKNOWN_HOST(421),
    PASSWORD_CHECKS_BUSY(503),
    ISSUER_UNREACHABLE(503),

    // Functions, secrets and asynchronous invocations
    REJECTED_BY_GATEWAY(400),
    FUNCTION_NOT_FOUND(404),
    FUNCTION_HAS_NO_PATHS(404),
    FUNCTION_ACCEPTS_ONLY_POST(405),
    ALREADY_EXISTS(409),
    CONCURRENT_CHANGE(409),
    PRECONDITION_FAILED(412),
    PARTLY_DEPLOYED(500),
    FUNCTION_FAILED(502),
    FUNCTION_STATUS(ProblemType.ANY_STATUS),
    SECRET_NOT_FOUND(404),
    SECRET_EXISTS(409),
    SECRET_IN_USE(409),
    SECRETS_UNSUPPORTED(501),
    INVOCATION_NOT_FOUND(404),
    NO_OUTPUT(404),
    INVOCATION_STATE(409),
    IDEMPOTENCY_KEY_REUSED(422),
    QUEUE_WITHOUT_DATABASE(501),
    QUEUE_UNAVAILABLE(503),

    // Limits
    RATE_LIMITED(429),
    TOO_MANY_LOGIN_FAILURES(429),
    FUNCTION_BUSY(429),
    CLIENT_MEMORY(429),
    QUEUE_FULL(429),
    LIMITED_BY_GATEWAY(429),
    QUOTA_EXCEEDED(429),
    OVERLOADED(503),

    // The gateway and the bridge
    INTERNAL_ERROR(500),
    GATEWAY_FAILED(500),
    UNSUPPORTED_BY_GATEWAY(501),
    REPLY_TOO_LARGE(502),
    RESPONSE_HEADERS_TOO_LARGE(502),
    INVALID_GATEWAY_REPLY(502),
    UNKNOWN_GATEWAY_SERVICE(502),
    GATEWAY_TLS(502),
    GATEWAY_CREDENTIALS(502),
    GATEWAY_UNAVAILABLE(503),
    UNAVAILABLE_FOR_NOW(503),
    BREAKER_OPEN(503),
    SHUTTING_DOWN(503),
    NOT_READY(503),
    GATEWAY_TIMEOUT(504);

    private static final int ANY_STATUS = 0;

    private final int status;

    ProblemType(int status) {
        this.status = status;
    }

    /** The HTTP status; empty for types whose problems have various ones. */
    public OptionalInt status() {
        return status == ANY_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The address of its page, which problems have as their type. */
    public String path() {
        return Routes.PROBLEMS_PATH + "/" + id();
    }

    static Optional<ProblemType> of(String id) {
        return Arrays.stream(values()).filter(type -> type.id().equals(id)).findFirst();
    }
}
