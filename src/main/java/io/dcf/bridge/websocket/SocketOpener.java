package io.dcf.bridge.websocket;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.invoker.FunctionStream;
import io.dcf.bridge.invoker.FunctionStreams;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.stream.StreamProperties;
import jakarta.websocket.Session;
import org.springframework.stereotype.Component;

/** Opens function sockets. Each has permits of its own, since it outlives the request of its handshake. */
@Component
class SocketOpener {

    private final RequestLimiter limiter;
    private final FunctionStreams functions;
    private final StreamProperties properties;
    private final LimitsProperties limits;

    SocketOpener(
            RequestLimiter limiter, FunctionStreams functions, StreamProperties properties, LimitsProperties limits) {
        this.limiter = limiter;
        this.functions = functions;
        this.properties = properties;
        this.limits = limits;
    }

    /** Opens a socket on a function. Its inputs count against the client's memory. It holds its permits until {@link FunctionSocket#release}. */
    FunctionSocket open(Session session, FunctionName name, String client) {
        RequestPermits permits = limiter.acquire();
        permits.countFor(client);
        try {
            permits.acquireStream();
            permits.acquireInvocation(name);
            FunctionStream stream = functions.open(name);
            SocketActivity activity = new SocketActivity();
            SocketInputs inputs = new SocketInputs(limits.requestSize().toBytes(), permits::adjustBodyMemory);
            SocketOutputs outputs = new SocketOutputs(
                    stream, permits, inputs, new SocketSender(session), activity, properties.heartbeat());
            return new FunctionSocket(stream, permits, inputs, activity, outputs);
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }
}
