package io.dcf.bridge.callback;

import io.dcf.bridge.function.FunctionOutput;
import java.time.Duration;

/**
 * A result for a callback.
 *
 * @param id the id of the invocation; each attempt has the same one, so that receivers detect repetitions
 * @param url where it is sent
 * @param function the function's name as it was in the path
 * @param callId the id of the call
 * @param duration how long the function ran
 * @param output what the function returned, or the problem
 */
public record Callback(
        String id, String url, String function, String callId, Duration duration, FunctionOutput output) {

    /** Without the URL and the output. */
    @Override
    public String toString() {
        return "Callback[" + id + "]";
    }
}
