package io.dcf.bridge.observe;

/** Requests that come every few seconds, from what watches the bridge, and that nobody wants to see. */
final class Probes {

    private Probes() {}

    static boolean at(String path) {
        return path.startsWith("/actuator/") || path.equals("/livez") || path.equals("/readyz");
    }
}
