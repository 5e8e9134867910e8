package io.dcf.bridge.limit;

import com.google.common.net.InetAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.security.Principal;
import java.util.HexFormat;

/**
 * The client that a request counts for. An IPv6 network of 64 bits is one client, since hosts usually have a whole one.
 */
public final class ClientId {

    private static final int NETWORK_BYTES = 8;

    private ClientId() {}

    /** The user, or else the address. */
    public static String of(HttpServletRequest request) {
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
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
