package io.dcf.bridge.limit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The memory that one request holds, and its client's share of it. Not safe for several threads. */
final class MemoryPermits {

    private final Limiter memory;
    private final ClientShares shares;
    private @Nullable HttpServletRequest request;
    private @Nullable String client;
    private long bytes;
    private long clientBytes;

    MemoryPermits(Limiter memory, ClientShares shares) {
        this.memory = memory;
        this.shares = shares;
    }

    /** Counts bodies against the share of the request's client, who is known once the request has been authenticated. */
    void countFor(HttpServletRequest request) {
        this.request = request;
    }

    void countFor(String client) {
        this.client = client;
    }

    /** Acquires bytes; a negative number releases some. */
    void adjust(long change) {
        if (change > 0) {
            memory.acquire(change);
        } else {
            memory.release(-change);
        }
        bytes += change;
    }

    /** Acquires bytes that the client sends; a negative number releases some. */
    void adjustBody(long change) {
        if (client == null && request != null) {
            client = ClientId.of(request);
        }
        if (client == null) {
            return;
        }
        if (change > 0) {
            shares.acquire(client, change);
        } else {
            shares.release(client, -change);
        }
        clientBytes += change;
        adjust(change);
    }

    void release() {
        memory.release(bytes);
        if (client != null) {
            shares.release(client, clientBytes);
        }
    }
}
