package io.dcf.gateway.store;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** Whether the database can be written at present, and when to retry. Changed by one thread; any thread may read the reason. */
final class WriteOutage {

    static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(WriteOutage.class);

    private final Path directory;
    private volatile @Nullable String reason;
    private long failedAt;

    WriteOutage(Path directory) {
        this.directory = directory;
    }

    /** Why writing fails; empty if it works. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    boolean isActive() {
        return reason != null;
    }

    boolean isRetryDue() {
        return isActive() && System.nanoTime() - failedAt >= RETRY_INTERVAL.toNanos();
    }

    void begin(Exception failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String now = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (!isActive()) {
            log.error(
                    "The embedded gateway cannot write to {}: {}. Functions stay callable, changes are refused until it can",
                    directory,
                    now,
                    failure);
        }
        reason = now;
        failedAt = System.nanoTime();
    }

    void end() {
        if (isActive()) {
            reason = null;
            log.info("The embedded gateway can write to {} again", directory);
        }
    }

    /** The refusal of a change. Its retry delay also tells a client that this gateway is up. */
    RuntimeException refusal() {
        RetryInfo retry = RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(RETRY_INTERVAL.toSeconds()))
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.UNAVAILABLE_VALUE)
                .setMessage("the gateway cannot store changes in " + directory + ": " + reason)
                .addDetails(Any.pack(retry))
                .build());
    }
}
