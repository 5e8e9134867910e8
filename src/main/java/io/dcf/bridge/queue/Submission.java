package io.dcf.bridge.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a client submits.
 *
 * @param request the request without its body
 * @param body the input; must not change afterwards
 * @param maxAttempts how often it is tried
 * @param retryAll whether failures of the function itself are retried, too
 * @param idempotency under which it is submitted at most once; null if each submission is a new invocation
 * @param callbackUrl what to call with the result; null for nothing
 */
public record Submission(
        AsyncRequest request,
        byte[] body,
        int maxAttempts,
        boolean retryAll,
        @Nullable Idempotency idempotency,
        @Nullable String callbackUrl) {

    /**
     * An idempotency key, and what it stands for; both as hashes.
     *
     * @param key of the client, the function and its key
     * @param request of the target and the body
     */
    public record Idempotency(String key, String request) {}
}
