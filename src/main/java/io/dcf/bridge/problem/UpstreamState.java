package io.dcf.bridge.problem;

/** The state of the gateway, or the function, that a failed call shows. The circuit breaker counts it. */
public enum UpstreamState {
    /** It answered, be it that the request was wrong or that a function failed. */
    UP,
    /** It is down. */
    DOWN,
    /** It is down, unless the client allowed less time than the settings do. */
    DOWN_UNLESS_HURRIED,
    /** It is down, unless the request was wrong: gateways send the code for both. */
    DOWN_UNLESS_REQUEST_IS_WRONG,
    /** Nothing: the client disconnected, nothing was sent, or waiting does not change the failure. */
    UNKNOWN
}
