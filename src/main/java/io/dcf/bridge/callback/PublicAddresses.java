package io.dcf.bridge.callback;

import io.dcf.bridge.proxy.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The addresses that belong to the internet, according to IANA's registries of special-purpose addresses. */
final class PublicAddresses {

    private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3", // multicast, reserved and broadcast
                    "2001::/23", // with Teredo, which contains IPv4 addresses
                    "2001:db8::/32",
                    "2002::/16", // 6to4, which contains IPv4 addresses
                    "3fff::/20")
            .map(Network::of)
            .toList();

    private PublicAddresses() {}

    /** Whether an address is public. IPv4-mapped addresses of IPv6 are IPv4 addresses in Java. */
    static boolean contain(InetAddress address) {
        boolean assigned = address instanceof Inet4Address || GLOBAL_IPV6.contains(address);
        return assigned && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }
}
