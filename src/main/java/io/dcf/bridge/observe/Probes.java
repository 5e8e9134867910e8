package io.dcf.bridge.observe;

import java.util.regex.Pattern;

/** Requests that come every few seconds, from what watches the bridge, and that nobody wants to see. */
final class Probes {

    private static final Pattern PATH = Pattern.compile("/actuator/.*|/livez|/readyz");

    private Probes() {}

    static boolean at(String path) {
        return PATH.matcher(path).matches();
    }
}
