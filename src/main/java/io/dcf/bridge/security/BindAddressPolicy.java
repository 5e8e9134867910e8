package io.dcf.bridge.security;

import io.dcf.bridge.credential.SecurityProperties;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Decides which ports are open to all clients in mode none, by the addresses they listen on. */
@Component
final class BindAddressPolicy {

    private final boolean allowed;
    private final @Nullable InetAddress api;
    private final @Nullable InetAddress management;

    BindAddressPolicy(SecurityProperties security, ServerProperties server, Environment environment) {
        this.allowed = security.allowAnonymous();
        this.api = server.getAddress();
        this.management = environment.getProperty("management.server.address", InetAddress.class);
    }

    /** Whether the API is open: it listens on loopback only, or anonymous access is allowed. */
    boolean apiIsOpen() {
        return allowed || isLoopback(api);
    }

    /** Whether the management port is open for changes too, not only for reads. */
    boolean managementIsOpen() {
        return allowed || isLoopback(management);
    }

    /** No address means all interfaces. */
    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
