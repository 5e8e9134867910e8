package io.dcf.bridge.gateway;

import com.google.protobuf.MessageLite;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.limit.RequestPermits;
import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/** Counts replies to management calls in the memory of the request that they are made for, until the request is over. */
public final class ReplyMemory {

    private static final Context.Key<RequestPermits> KEY = Context.key("reply-memory");

    /** A reply becomes records, and then the text of the response. */
    private static final long COPIES = 4;

    private ReplyMemory() {}

    /** Counts what this thread gets from the gateway until the scope is closed, on the same thread. */
    public static CallContext.Scope attach(RequestPermits permits) {
        Context mine = Context.current().withValue(KEY, permits);
        Context previous = mine.attach();
        return () -> mine.detach(previous);
    }

    /** Throws a {@code LimitException} where there is no memory for the reply. */
    static <A> A hold(A reply) {
        @Nullable RequestPermits permits = KEY.get();
        if (permits != null && reply instanceof MessageLite message) {
            permits.adjustMemory(COPIES * message.getSerializedSize());
        }
        return reply;
    }
}
