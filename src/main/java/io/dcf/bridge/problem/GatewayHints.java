package io.dcf.bridge.problem;

/** The hints of the table {@link GrpcStatusMapping}. */
final class GatewayHints {

    static final String FUNCTION =
            "The function failed, or the gateway failed to run it; the function's logs may have the cause. Output that is not"
                    + " UTF-8 needs a gateway that has Invokes.";
    static final String CREDENTIALS = "The gateway refused the credentials that you sent.";
    static final String NO_HTTP =
            "POST its input to /function/{name}. Only functions that listen for HTTP, such as at dcf.io/address=http://...,"
                    + " support all methods and paths.";
    static final String REQUEST_TOO_LARGE =
            "Send less, or raise the gateway's limit; the usual limit is 4 MiB a message.";
    static final String QUOTA_EXCEEDED =
            "Waiting does not help: delete functions, request fewer resources, or raise the gateway's limit.";
    static final String INVALID_REPLY =
            "Check that bridge.gateway.address names a gateway, that bridge.gateway.tls.enabled is true only if it"
                    + " speaks TLS, and that bridge.gateway.dialect is its dialect.";
    static final String UNKNOWN_SERVICE =
            "Check bridge.gateway.dialect and bridge.gateway.service-name. GET /api/v1/info suggests values.";
    static final String TLS_HANDSHAKE =
            "Check bridge.gateway.tls: enabled (true if the gateway speaks TLS), ca (who signs its certificate), server-name"
                    + " (the name in it), certificate and key (if the gateway requires a client certificate).";
    static final String PARTLY_DEPLOYED =
            "DELETE /api/v1/functions/{name} removes the function; PUT then deploys it again.";
    static final String BREAKER_OPEN =
            "Try again after the time in Retry-After: one trial call is then let through. GET /api/v1/info shows whether the"
                    + " gateway answers. The settings are bridge.gateway.breaker.";
    static final String SHUTDOWN =
            "Try again: another instance answers, or this one after its restart. The function may have run.";

    static final String NOT_FOUND = "GET /api/v1/functions lists the deployed functions; POST deploys one.";
    static final String ALREADY_EXISTS = "PUT /api/v1/functions/{name} replaces a function that exists.";
    static final String ABORTED = "Another client changed it at the same time. Try again.";
    static final String RESOURCE_EXHAUSTED = "Try again later, and less often.";
    static final String UNAUTHENTICATED =
            "The gateway refused the bridge's credentials: set bridge.gateway.token to a valid token, or let"
                    + " bridge.gateway.forward-headers pass on those of the client.";
    static final String UNIMPLEMENTED =
            "The gateway does not support this; another version or dialect may. GET /api/v1/info shows what the bridge"
                    + " found.";
    static final String UNAVAILABLE =
            "Try again later; an invocation may have run. If this persists, check that the gateway runs, that"
                    + " bridge.gateway.address names it, and that bridge.gateway.tls.enabled is true only if it speaks TLS.";
    static final String UNAVAILABLE_FOR_NOW =
            "Try again after the time in Retry-After. The gateway is up; its operator can fix what the detail describes.";
    static final String DEADLINE_EXCEEDED =
            "The gateway may have carried it out. X-Timeout sets the time that you wait, up to bridge.gateway.deadline or"
                    + " bridge.gateway.invoke-deadline.";

    private GatewayHints() {}

    /** @param method the gateway's method whose reply it is */
    static String replyTooLarge(String method) {
        return switch (method) {
            case "List" ->
                "The list of functions is too large: raise bridge.limits.reply-size, delete functions, or shorten their"
                        + " labels and annotations.";
            case "Describe" -> "The function's definition is too large: raise bridge.limits.reply-size.";
            case "GetLog" -> "The function's log is too large: raise bridge.limits.reply-size.";
            case "GetMeta" -> "The function's labels and annotations are too large: raise bridge.limits.reply-size.";
            default ->
                "Let the function answer less, or raise bridge.limits.reply-size, or http-reply-size if it speaks HTTP.";
        };
    }
}
