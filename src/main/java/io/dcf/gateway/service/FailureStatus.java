package io.dcf.gateway.service;

import io.dcf.gateway.call.FunctionFailure;
import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status with which a failed call ends. */
final class FailureStatus {

    private static final Logger log = LoggerFactory.getLogger(FailureStatus.class);

    private FailureStatus() {}

    /** Logs the failure if it is none that the gateway expects. */
    static StatusRuntimeException of(String function, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException status) {
            return status;
        }
        if (cause instanceof FunctionFailure) {
            return Refusal.with(Status.Code.INTERNAL, "function '" + function + "' failed: " + cause.getMessage());
        }
        log.error("{} failed unexpectedly", function, cause);
        return Refusal.with(Status.Code.INTERNAL, "the gateway failed; its log has the cause");
    }
}
