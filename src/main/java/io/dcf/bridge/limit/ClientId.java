package io.dcf.bridge.limit;

import com.google.common.net.InetAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.Principal;
import java.util.HexFormat;

/** Who asks, for those who count: whoever has a whole network of IPv6, as everybody does, is one. */
final class ClientId {

    private static final int NETWORK = 8;

    private ClientId() {}

    /** The user, where there is one, or else the address. */
    static String of(HttpServletRequest request) {
        return request.getAttribute(Principal.class.getName()) instanceof Principal user
                ? "user " + user.getName()
                : address(request);
    }

    static String address(HttpServletRequest request) {
        String address = String.valueOf(request.getRemoteAddr());
        return address.indexOf(':') < 0 ? address : network(address);
    }

    private static String network(String address) {
        int zone = address.indexOf('%');
        try {
            InetAddress parsed = InetAddresses.forString(zone < 0 ? address : address.substring(0, zone));
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK)
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
