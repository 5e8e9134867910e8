package io.dcf.bridge.embedded;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/** Counts a function's calls that are under way and, where its definition says how many a replica takes, refuses more. */
final class CallLimit {

    private static final String ANNOTATION = "dcf.io/concurrency";
    private static final String FORM = "[1-9][0-9]{0,5}";

    private final AtomicLong running = new AtomicLong();

    static void requireValid(CreateFunctionRequest function) {
        String limit = function.getAnnotationsMap().get(ANNOTATION);
        if (limit != null && !limit.matches(FORM)) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "annotation " + ANNOTATION + " must be how many calls a replica takes at once, 1 to 999999");
        }
    }

    /** Counts one more, or throws a refusal. */
    void enter(CreateFunctionRequest function, long replicas) {
        String limit = function.getAnnotationsMap().get(ANNOTATION);
        long most = limit == null ? Long.MAX_VALUE : times(Long.parseLong(limit), replicas);
        if (running.getAndUpdate(now -> now < most ? now + 1 : now) >= most) {
            throw Refusal.with(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "function '" + function.getService() + "' is busy with " + most
                            + " calls, all that its replicas take at once");
        }
    }

    void leave() {
        running.decrementAndGet();
    }

    /** Replicas are unsigned; what is too large to count is no limit. */
    private static long times(long limit, long replicas) {
        return replicas < 0 || replicas > Long.MAX_VALUE / limit ? Long.MAX_VALUE : limit * replicas;
    }
}
