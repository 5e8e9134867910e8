package io.dcf.bridge.proxy;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;

/**
 * The addresses that begin with the same bits.
 *
 * @param address one of them; an IPv4 address mapped to IPv6 is the IPv4 address
 * @param bits how many of its bits are common to all
 */
record Network(InetAddress address, int bits) {

    Network {
        if (bits < 0 || bits > length(address)) {
            throw new IllegalArgumentException("an address of " + length(address) + " bits has no prefix of " + bits);
        }
    }

    /** Reads an address, or an address and a prefix length behind a slash. Throws {@link IllegalArgumentException} for anything else. */
    static Network of(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = InetAddresses.forString(parts[0]);
        return new Network(address, parts.length == 1 ? length(address) : Integer.parseInt(parts[1]));
    }

    boolean contains(InetAddress other) {
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
