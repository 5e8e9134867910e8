package io.dcf.bridge.invocation;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.queue.AsyncProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an asynchronous invocation is retried, as the client asks or else the function's annotations.
 *
 * @param attempts how often it is tried
 * @param any whether any failure is retried, also if the function may have run
 */
record RetryOptions(int attempts, boolean any) {

    private static final String ATTEMPTS_HEADER = "X-Async-Attempts";
    private static final String RETRY_HEADER = "X-Async-Retry";
    private static final String ATTEMPTS_ANNOTATION = "dcf.io/async-attempts";
    private static final String RETRY_ANNOTATION = "dcf.io/async-retry";
    private static final Pattern ATTEMPTS = Pattern.compile("[1-9][0-9]?|" + AsyncProperties.MAX_ATTEMPTS);
    private static final Pattern RETRY = Pattern.compile("any|retryable");

    /** Throws an {@link InvalidException} for an invalid header; ignores an invalid annotation. */
    static RetryOptions of(HttpServletRequest request, Map<String, String> annotations, int defaultAttempts) {
        String attempts = valid(
                header(request, ATTEMPTS_HEADER, ATTEMPTS, "must be a whole number from 1 to 100"),
                annotations.get(ATTEMPTS_ANNOTATION),
                ATTEMPTS);
        String retry = valid(
                header(request, RETRY_HEADER, RETRY, "must be any or retryable"),
                annotations.get(RETRY_ANNOTATION),
                RETRY);
        return new RetryOptions(attempts == null ? defaultAttempts : Integer.parseInt(attempts), "any".equals(retry));
    }

    private static @Nullable String header(HttpServletRequest request, String name, Pattern form, String rule) {
        String value = request.getHeader(name);
        if (value != null && !form.matcher(value).matches()) {
            throw new InvalidException(List.of(new Violation("", rule).under(name)));
        }
        return value;
    }

    private static @Nullable String valid(@Nullable String header, @Nullable String annotation, Pattern form) {
        return header != null || annotation == null || !form.matcher(annotation).matches() ? header : annotation;
    }
}
