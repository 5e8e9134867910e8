package io.dcf.bridge.limit;

import io.dcf.bridge.function.FunctionName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request takes up until it is over, in whatever way: all of it is given back at once, by {@link #leave()}. Each method
 * takes what it says or throws a {@link LimitException}; after the place has been left they do nothing.
 */
public final class RequestPermits {

    private static final String ATTRIBUTE = RequestPermits.class.getName();

    private final RequestLimiter places;
    private final int requests;
    private final List<Runnable> debts = new ArrayList<>(2);
    private @Nullable HttpServletRequest request;
    private @Nullable String caller;
    private long bytes;
    private long callerBytes;
    private boolean left;

    RequestPermits(RequestLimiter places, int requests) {
        this.places = places;
        this.requests = requests;
    }

    /** The place of a request that has been given one. */
    public static RequestPermits of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestPermits place) {
            return place;
        }
        throw new IllegalStateException("the request has no place");
    }

    public void assign(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
        this.request = request;
    }

    /** Counts as an invocation, and as one of the function's. */
    public synchronized void enter(FunctionName function) {
        takeOne(places.invocations);
        if (!left) {
            places.functions.take(function);
            debts.add(() -> places.functions.give(function));
        }
    }

    /** Counts as a stream. */
    public void stream() {
        takeOne(places.streams);
    }

    /** Counts as a log that is followed. */
    public void followLog() {
        takeOne(places.followedLogs);
    }

    private synchronized void takeOne(Limiter room) {
        if (!left) {
            room.take(1);
            debts.add(() -> room.give(1));
        }
    }

    /** Throws where so many bytes could not be held now. What is announced is not taken for what has come. */
    public void announce(long size) {
        places.memory.require(size);
    }

    /** Holds so many bytes more of bodies; a negative number lets go of some. */
    public synchronized void hold(long more) {
        if (!left) {
            if (more > 0) {
                places.memory.take(more);
            } else {
                places.memory.give(-more);
            }
            bytes += more;
        }
    }

    /** Likewise, of what the caller sends, of which one caller may hold only a part. */
    public synchronized void holdBody(long more) {
        if (left || request == null) {
            return;
        }
        caller = caller == null ? ClientId.of(request) : caller;
        if (more > 0) {
            places.callers.take(caller, more);
        } else {
            places.callers.give(caller, -more);
        }
        callerBytes += more;
        hold(more);
    }

    /** Gives all back; from any thread, once or more. */
    public synchronized void leave() {
        if (!left) {
            left = true;
            places.memory.give(bytes);
            if (caller != null) {
                places.callers.give(caller, callerBytes);
            }
            debts.forEach(Runnable::run);
            places.requests.give(requests);
        }
    }
}
