package io.dcf.bridge.management;

import com.google.protobuf.MessageLite;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.limit.RequestPermits;
import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/** Counts the memory of replies to management calls as memory of their request, until the request ends. */
public final class ReplyMemory {

    private static final Context.Key<RequestPermits> KEY = Context.key("reply-memory");

    /** A reply is converted to records, and then to the text of the response. */
    private static final long COPIES = 4;

    private ReplyMemory() {}

    /** Counts the replies that this thread receives until the scope is closed, on the same thread. */
    public static CallContext.Scope attach(RequestPermits permits) {
        Context context = Context.current().withValue(KEY, permits);
        Context previous = context.attach();
        return () -> context.detach(previous);
    }

    /** Throws a {@code LimitException} if the limit of memory is reached. */
    static <A> A hold(A reply) {
        @Nullable RequestPermits permits = KEY.get();
        if (permits != null && reply instanceof MessageLite message) {
            permits.adjustMemory(COPIES * message.getSerializedSize());
        }
        return reply;
    }
}
