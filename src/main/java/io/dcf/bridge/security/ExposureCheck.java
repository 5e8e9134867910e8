package io.dcf.bridge.security;

import java.net.InetAddress;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Stops the start of a bridge that a whole network could use unasked. A gateway alone has nothing but health to show, and keeps to that. */
@Component
@ConditionalOnProperty(name = "bridge.mode", havingValue = "bridge", matchIfMissing = true)
final class ExposureCheck {

    ExposureCheck(SecurityProperties security, Exposure exposure, ServerProperties server) {
        if (security.mode() == Mode.NONE && !exposure.apiIsOpen()) {
            throw new ExposedException(shown(server));
        }
    }

    private static String shown(ServerProperties server) {
        InetAddress address = server.getAddress();
        return address == null ? "(none, so all interfaces)" : address.getHostAddress();
    }
}
