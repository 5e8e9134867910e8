package io.dcf.bridge.management;

import io.dcf.bridge.call.GatewayException;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.function.Supplier;

/** A method that gateways may lack. One that lacks it is called again after a while, since gateways are upgraded. */
public final class OptionalMethod {

    private static final long RETRY_NANOS = Duration.ofMinutes(1).toNanos();

    private volatile boolean missing;
    private volatile long missingSince;

    /** Makes the call; if the gateway lacks the method, the other one. A gateway that fails in both may have it. */
    public <T> T call(Supplier<T> call, Supplier<T> other) {
        if (missing && System.nanoTime() - missingSince < RETRY_NANOS) {
            return other.get();
        }
        try {
            T answer = call.get();
            missing = false;
            return answer;
        } catch (GatewayException e) {
            if (e.code() != Code.UNIMPLEMENTED) {
                throw e;
            }
            T answer = other.get();
            missingSince = System.nanoTime();
            missing = true;
            return answer;
        }
    }
}
