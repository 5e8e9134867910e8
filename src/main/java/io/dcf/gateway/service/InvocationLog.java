package io.dcf.gateway.service;

import io.dcf.gateway.call.Input;
import io.dcf.gateway.engine.Deployment;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Writes one line for each invocation into the function's log: its result, sizes and duration. */
record InvocationLog(Deployment deployment, Input input) {

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * @param outputSize size of the output in bytes, 0 after a failure
     * @param start {@code System.nanoTime()} when the function was called
     */
    void write(long outputSize, @Nullable Throwable failure, long start) {
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        long size = input.size();
        if (failure == null) {
            deployment.log(format("invoked: %d bytes in, %d bytes out, %.1f ms", size, outputSize, millis));
        } else if (failure instanceof CancellationException) {
            deployment.log(format("cancelled: %d bytes in, %.1f ms", size, millis));
        } else {
            deployment.log(
                    format("failed: %d bytes in, %.1f ms: %s", size, millis, String.valueOf(failure.getMessage())));
        }
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
