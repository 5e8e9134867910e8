package io.dcf.bridge.problem;

/** The hints of the table {@link GrpcStatusMapping}. */
final class GatewayHints {

    static final String FUNCTION =
            "It is the function, or the gateway on its behalf, that failed; its logs may say more. Output that is not UTF-8"
                    + " comes back only with Accept: application/octet-stream, and from a gateway that has Invokes.";
    static final String CREDENTIALS = "The gateway refused the credentials that you sent along.";
    static final String NO_HTTP =
            "POST its input to /function/{name}. A function that listens for HTTP, such as at dcf.io/address=http://..., takes"
                    + " all methods and paths.";
    static final String REQUEST_TOO_LARGE = "Send less; gateways take 4 MiB a message unless set up for more.";
    static final String QUOTA_EXCEEDED =
            "Waiting does not help: delete functions that are not needed, use less, or raise the gateway's limit.";
    static final String INVALID_REPLY =
            "Check that bridge.gateway.address names a gateway, that bridge.gateway.tls.enabled says whether it"
                    + " speaks TLS, and that it speaks the dialect that bridge.gateway.dialect says.";
    static final String UNKNOWN_SERVICE =
            "Check bridge.gateway.dialect and bridge.gateway.service-name; GET /api/v1/info says which to try.";
    static final String TLS_HANDSHAKE =
            "Check bridge.gateway.tls: enabled (whether the gateway speaks TLS), ca (who signs its certificate), server-name"
                    + " (the name in it), certificate and key (where it asks for the bridge's).";
    static final String PARTLY_DEPLOYED =
            "DELETE /api/v1/functions/{name} removes what is there; PUT deploys it anew then.";
    static final String BREAKER_OPEN =
            "Ask again after what Retry-After says: one call is then let through to see whether it works again. Whether the"
                    + " gateway answers is at GET /api/v1/info; when calls are refused is set by bridge.gateway.breaker.";
    static final String SHUTDOWN =
            "Ask again: another bridge answers, or this one when it is back. It may have run all the same.";

    static final String NOT_FOUND = "GET /api/v1/functions lists what is deployed; POST there deploys.";
    static final String ALREADY_EXISTS = "PUT /api/v1/functions/{name} replaces a function that exists.";
    static final String ABORTED = "Somebody else changed it at the same time; ask again.";
    static final String RESOURCE_EXHAUSTED = "Ask again later, less often.";
    static final String UNAUTHENTICATED =
            "The gateway wants other credentials than the bridge sends: bridge.gateway.token is the bridge's own,"
                    + " bridge.gateway.forward-headers passes on the caller's.";
    static final String UNIMPLEMENTED =
            "This gateway cannot do that; another version or dialect of it may. GET /api/v1/info says what the bridge"
                    + " found.";
    static final String UNAVAILABLE =
            "Ask again later; an invocation may have run all the same. If it persists, check that the gateway runs,"
                    + " that bridge.gateway.address names it, and that bridge.gateway.tls.enabled says whether it speaks TLS.";
    static final String UNAVAILABLE_FOR_NOW =
            "Ask again after what Retry-After says; the gateway is up, and its operator can change what the detail says.";
    static final String DEADLINE_EXCEEDED =
            "It may still have been carried out. X-Timeout sets how long you wait, up to the bridge's"
                    + " own limit (bridge.gateway.deadline, bridge.gateway.invoke-deadline).";

    private GatewayHints() {}

    /** @param method the gateway's method whose reply it is */
    static String replyTooLarge(String method) {
        return switch (method) {
            case "List" ->
                "All functions together are more than the bridge takes: raise bridge.limits.reply-size, or delete"
                        + " functions or shorten their labels and annotations.";
            case "GetLog" -> "The function's log is more than the bridge takes: raise bridge.limits.reply-size.";
            case "GetMeta" ->
                "The function's labels and annotations are more than the bridge takes: raise bridge.limits.reply-size.";
            default ->
                "Make the function answer less, or raise bridge.limits.reply-size, or http-reply-size where it speaks HTTP.";
        };
    }
}
