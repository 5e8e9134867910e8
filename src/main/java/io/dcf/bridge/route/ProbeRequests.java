package io.dcf.bridge.route;

/** Requests that come every few seconds, from what watches the bridge: nobody wants to see them, and nothing may refuse them. */
public final class ProbeRequests {

    private ProbeRequests() {}

    /** @param path what the request is routed by, without that of the context */
    public static boolean at(String path) {
        return path.startsWith("/actuator/") || path.equals("/livez") || path.equals("/readyz");
    }
}
