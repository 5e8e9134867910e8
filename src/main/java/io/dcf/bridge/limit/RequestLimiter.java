package io.dcf.bridge.limit;

import org.springframework.stereotype.Component;

/** Room for requests: each takes a {@link RequestPermits}, and what it needs beside that, until it is over. */
@Component
public class RequestLimiter {

    final Limiter requests;
    final Limiter invocations;
    final PerFunctionLimiter functions;
    final Limiter streams;
    final Limiter followedLogs;
    final Limiter memory;
    final ClientShares callers;

    RequestLimiter(Capacity capacity, LimitsProperties limits, LimitMeters meters) {
        requests = new Limiter(Limit.REQUESTS, capacity.requests(), meters);
        invocations = new Limiter(Limit.INVOCATIONS, capacity.invocations(), meters);
        functions = new PerFunctionLimiter(capacity.functionRequests(), meters);
        streams = new Limiter(Limit.STREAMS, limits.streams(), meters);
        followedLogs = new Limiter(Limit.FOLLOWED_LOGS, limits.followedLogs(), meters);
        memory = new Limiter(Limit.MEMORY, capacity.memory(), meters);
        callers = new ClientShares(capacity.memory() / 2, meters);
    }

    /** Takes a place, which is to be left. */
    public RequestPermits take() {
        requests.take(1);
        return new RequestPermits(this, 1);
    }

    /** Throws where no stream could be opened now; takes nothing. */
    public void requireStream() {
        streams.require(1);
    }

    /** A place beside those that there are, for whoever is not to be refused. */
    public RequestPermits spare() {
        return new RequestPermits(this, 0);
    }
}
