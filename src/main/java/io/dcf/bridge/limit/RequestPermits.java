package io.dcf.bridge.limit;

import io.dcf.bridge.function.FunctionName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * All permits of one request. {@link #release()} gives all of them back at once, however the request ends. Each other
 * method acquires what its name says or throws a {@link LimitException}; after the release they do nothing.
 */
public final class RequestPermits {

    private static final String ATTRIBUTE = RequestPermits.class.getName();

    private final RequestLimiter limiter;
    private final int requests;
    private final List<Runnable> releases = new ArrayList<>(2);
    private final MemoryPermits memory;
    private boolean released;

    RequestPermits(RequestLimiter limiter, int requests) {
        this.limiter = limiter;
        this.requests = requests;
        this.memory = new MemoryPermits(limiter.memory, limiter.clients);
    }

    /** The permits that were assigned to a request. */
    public static RequestPermits of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestPermits permits) {
            return permits;
        }
        throw new IllegalStateException("no permits were assigned to the request");
    }

    public void assign(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
        memory.countFor(request);
    }

    /** Counts bodies against the share of this {@link ClientId}: for permits that outlive their request. */
    public synchronized void countFor(String client) {
        memory.countFor(client);
    }

    /** Acquires an invocation, and a request of the function. */
    public synchronized void acquireInvocation(FunctionName function) {
        acquire(limiter.invocations);
        if (!released) {
            limiter.functions.acquire(function);
            releases.add(() -> limiter.functions.release(function));
        }
    }

    public void acquireStream() {
        acquire(limiter.streams);
    }

    public void acquireFollowedLog() {
        acquire(limiter.followedLogs);
    }

    private synchronized void acquire(Limiter limit) {
        if (!released) {
            limit.acquire(1);
            releases.add(() -> limit.release(1));
        }
    }

    /** Throws where so many bytes are not free now. Acquires nothing, since an announced body has not arrived. */
    public void requireMemory(long size) {
        limiter.memory.require(size);
    }

    /** Acquires bytes for bodies and replies; a negative number releases some. */
    public synchronized void adjustMemory(long change) {
        if (!released) {
            memory.adjust(change);
        }
    }

    /** Acquires bytes for what the client sends, of which it may hold only a part; a negative number releases some. */
    public synchronized void adjustBodyMemory(long change) {
        if (!released) {
            memory.adjustBody(change);
        }
    }

    /** Releases all permits. Any thread may call it, more than once. */
    public synchronized void release() {
        if (!released) {
            released = true;
            memory.release();
            releases.forEach(Runnable::run);
            limiter.requests.release(requests);
        }
    }
}
