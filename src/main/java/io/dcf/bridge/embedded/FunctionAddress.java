package io.dcf.bridge.embedded;

import io.grpc.Status;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a function that runs in a process of its own is asked.
 *
 * @param http whether it speaks HTTP, as OpenFaaS's watchdog does, rather than {@code pb.FxWatcher}
 * @param host a name, or a literal address, IPv6 in brackets
 */
record FunctionAddress(boolean http, String host, int port) {

    /** What an address looks like. */
    static final String FORM = "(http://)?([-._a-zA-Z0-9]+|\\[[0-9a-fA-F:]+]):([0-9]{1,5})/?";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[(0*:)+0*1]");
    private static final int MAX_PORT = 65535;

    /** Reads {@code host:port} or {@code http://host:port}; refuses what is neither. */
    static FunctionAddress of(String text) {
        Matcher parts = PATTERN.matcher(text);
        if (!parts.matches()
                || Integer.parseInt(parts.group(3)) > MAX_PORT
                || (parts.group(1) == null && text.endsWith("/"))) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "a function's address must be host:port, where it speaks pb.FxWatcher, or http://host:port; it is '"
                            + text + "'");
        }
        return new FunctionAddress(parts.group(1) != null, parts.group(2), Integer.parseInt(parts.group(3)));
    }

    /** Whether it is this machine's for certain, without asking a name service. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }
}
