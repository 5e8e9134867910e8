package io.dcf.bridge.limit;

import io.dcf.bridge.function.FunctionName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Limits concurrent requests, and what they use: each request acquires {@link RequestPermits} and releases them at its
 * end.
 */
@Component
public class RequestLimiter {

    final Limiter requests;
    final Limiter invocations;
    final PerFunctionLimiter functions;
    final Limiter streams;
    final Limiter followedLogs;
    final Limiter memory;
    final ClientShares clients;

    RequestLimiter(Capacity capacity, LimitsProperties limits, LimitMeters meters) {
        requests = new Limiter(Limit.REQUESTS, capacity.requests(), meters);
        invocations = new Limiter(Limit.INVOCATIONS, capacity.invocations(), meters);
        functions = new PerFunctionLimiter(capacity.functionRequests(), meters);
        streams = new Limiter(Limit.STREAMS, limits.streams(), meters);
        followedLogs = new Limiter(Limit.FOLLOWED_LOGS, limits.followedLogs(), meters);
        memory = new Limiter(Limit.MEMORY, capacity.memory(), meters);
        clients = new ClientShares(capacity.memory() / 2, meters);
    }

    /** Permits of one more request; the caller has to release them. */
    public RequestPermits acquire() {
        requests.acquire(1);
        return new RequestPermits(this, 1);
    }

    /** The number of requests of a function in progress. */
    public int inFlight(FunctionName function) {
        return functions.used(function);
    }

    /** The current use of each limit, by its name. */
    public Map<String, LimitUse> use() {
        Map<String, LimitUse> use = new LinkedHashMap<>();
        Stream.of(requests, invocations, streams, followedLogs, memory)
                .forEach(each -> use.put(each.limit().label(), new LimitUse(each.used(), each.max())));
        return use;
    }

    /** Throws where no stream can be opened now. Acquires nothing. */
    public void requireStream() {
        streams.require(1);
    }

    /** Permits of a request that does not count as one, such as a probe, and so is never refused. */
    public RequestPermits exempt() {
        return new RequestPermits(this, 0);
    }
}
