package io.dcf.bridge.limit;

import org.springframework.stereotype.Component;

/** Room for requests: each takes a {@link Place}, and what it needs beside that, until it is over. */
@Component
public class Places {

    final Room requests;
    final Room invocations;
    final FunctionRooms functions;
    final Room streams;
    final Room followedLogs;
    final Room memory;
    final CallerShares callers;

    Places(Capacity capacity, LimitsProperties limits, LimitMeters meters) {
        requests = new Room(Limit.REQUESTS, capacity.requests(), meters);
        invocations = new Room(Limit.INVOCATIONS, capacity.invocations(), meters);
        functions = new FunctionRooms(capacity.functionRequests(), meters);
        streams = new Room(Limit.STREAMS, limits.streams(), meters);
        followedLogs = new Room(Limit.FOLLOWED_LOGS, limits.followedLogs(), meters);
        memory = new Room(Limit.MEMORY, capacity.memory(), meters);
        callers = new CallerShares(capacity.memory() / 2, meters);
    }

    /** Takes a place, which is to be left. */
    public Place take() {
        requests.take(1);
        return new Place(this, 1);
    }

    /** Throws where no stream could be opened now; takes nothing. */
    public void requireStream() {
        streams.require(1);
    }

    /** A place beside those that there are, for whoever is not to be refused. */
    public Place spare() {
        return new Place(this, 0);
    }
}
