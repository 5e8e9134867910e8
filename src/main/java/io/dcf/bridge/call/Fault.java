package io.dcf.bridge.call;

/** The cause of a failed call, if the status code alone does not identify it. */
public enum Fault {
    /** None of the others: the code identifies it. */
    GATEWAY,
    /** The function ran, or was about to run, and failed. */
    FUNCTION,
    /** The gateway refused the client's own credentials. */
    CREDENTIALS,
    /** The function does not speak HTTP, and takes only POST. */
    METHOD_NOT_ALLOWED,
    /** The function does not speak HTTP, and has no paths below its address. */
    PATH_NOT_FOUND,
    /** The gateway refused the size of the request. */
    REQUEST_TOO_LARGE,
    /** The reply exceeds the bridge's limit. */
    REPLY_TOO_LARGE,
    /** A quota of the gateway is used up, and waiting does not free it. */
    QUOTA_EXCEEDED,
    /** The server did not answer as a gateway does. */
    INVALID_REPLY,
    /** The server does not know the service that the bridge calls. */
    UNKNOWN_SERVICE,
    /** The TLS handshake failed: either side refused a certificate, or the gateway does not speak TLS. */
    TLS_HANDSHAKE,
    /** A Deploy or Update failed, but a function of the name exists. */
    PARTLY_DEPLOYED,
    /** The circuit breaker is open: nothing was sent. */
    BREAKER_OPEN,
    /** The bridge shuts down. */
    SHUTDOWN
}
