package io.dcf.bridge.queue;

/**
 * An invocation that a slot has claimed, with its input.
 *
 * @param attempt the number of this attempt: if the invocation has another one, it runs elsewhere
 * @param triesLeft how many attempts may follow this one
 * @param retryAll whether failures of the function itself are retried, too
 * @param hasCallback whether its result is sent to the URL that the client named
 */
public record ClaimedInvocation(
        String id,
        int attempt,
        int triesLeft,
        boolean retryAll,
        boolean hasCallback,
        AsyncRequest request,
        byte[] body) {}
