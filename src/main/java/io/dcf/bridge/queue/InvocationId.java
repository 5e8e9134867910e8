package io.dcf.bridge.queue;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids of invocations: UUIDs of version 7 (RFC 9562), which sort by time and cannot be guessed. */
public final class InvocationId {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private InvocationId() {}

    public static String next() {
        long time = System.currentTimeMillis() << 16 | VERSION | RANDOM.nextInt(1 << 12);
        return new UUID(time, VARIANT | RANDOM.nextLong() >>> 2).toString();
    }
}
