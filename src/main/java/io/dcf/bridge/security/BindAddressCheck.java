package io.dcf.bridge.security;

import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import java.net.InetAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/**
 * Stops the start of a bridge that a network could use without authentication. A gateway alone serves only health
 * there, so it starts.
 */
@Component
@ConditionalOnProperty(name = "bridge.mode", havingValue = "bridge", matchIfMissing = true)
final class BindAddressCheck {

    BindAddressCheck(SecurityProperties security, BindAddressPolicy policy, ServerProperties server) {
        if (security.mode() == SecurityMode.NONE && !policy.apiIsOpen()) {
            throw new UnprotectedAddressException(shown(server));
        }
    }

    private static String shown(ServerProperties server) {
        InetAddress address = server.getAddress();
        return address == null ? "(none, so all interfaces)" : address.getHostAddress();
    }
}
