package io.dcf.bridge.proxy;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * An IP network: the addresses with a common prefix.
 *
 * @param address an address of the network; an IPv4-mapped IPv6 address is its IPv4 address
 * @param bits length of the common prefix
 */
public record Network(InetAddress address, int bits) {

    public Network {
        if (bits < 0 || bits > length(address)) {
            throw new IllegalArgumentException("an address of " + length(address) + " bits has no prefix of " + bits);
        }
    }

    /**
     * Parses an address, or an address, a slash and a prefix length; throws an {@link IllegalArgumentException} for
     * other text.
     */
    public static Network of(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = InetAddresses.forString(parts[0]);
        return new Network(address, parts.length == 1 ? length(address) : Integer.parseInt(parts[1]));
    }

    public boolean contains(InetAddress other) {
        int length = length(address);
        return length == length(other)
                && number(address).xor(number(other)).shiftRight(length - bits).signum() == 0;
    }

    private static int length(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
