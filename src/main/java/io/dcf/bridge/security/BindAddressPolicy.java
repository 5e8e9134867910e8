package io.dcf.bridge.security;

import io.dcf.bridge.credential.SecurityProperties;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Whom the process can be reached by, where nobody is asked who calls. */
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

    /** Whether everybody who reaches the API may use it: this machine alone does, or everybody is meant to. */
    boolean apiIsOpen() {
        return allowed || isLoopback(api);
    }

    /** Whether everybody who reaches the actuator's own port may also change what there is. */
    boolean managementIsOpen() {
        return allowed || isLoopback(management);
    }

    /** No address is all of them. */
    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }
}
