package io.dcf.bridge.channel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Turns the gateway's address into a URI for {@link AddressList} or gRPC's own resolver. */
final class GatewayTarget {

    private GatewayTarget() {}

    /** Of the gateway in the settings or, if there is none, of the embedded one. */
    static String of(GatewayProperties properties, Optional<InetSocketAddress> embedded) {
        if (!properties.address().isEmpty()) {
            return of(properties.address());
        }
        return embedded.map(GatewayTarget::address)
                .map(GatewayTarget::of)
                .orElseThrow(
                        () -> new IllegalStateException("bridge.gateway.address is empty, and no gateway is embedded"));
    }

    /** A URI's host is neither a list nor, unless it is encoded, an IPv6 address. */
    static String of(String address) {
        boolean list = address.startsWith("static://") || address.contains(",");
        String names = address.replaceFirst("^(static://|dns:///)", "");
        return (list ? "static:///" : "dns:///") + names.replace("[", "%5B").replace("]", "%5D");
    }

    private static String address(InetSocketAddress embedded) {
        InetAddress address = embedded.getAddress();
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + embedded.getPort();
    }
}
