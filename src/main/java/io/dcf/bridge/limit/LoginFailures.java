package io.dcf.bridge.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Limits the wrong credentials from each address. */
@Component
public class LoginFailures {

    private final int max;
    private final TokenBuckets buckets;
    private final LimitMeters meters;

    LoginFailures(LimitsProperties limits, LimitMeters meters) {
        this.max = limits.loginFailures();
        this.buckets = new TokenBuckets(max, max, Duration.ofMinutes(1));
        this.meters = meters;
    }

    /** Whether the request's address has reached the limit. */
    public boolean areTooMany(HttpServletRequest request) {
        Bucket failures = buckets.find(ClientId.address(request));
        return failures != null && failures.getAvailableTokens() == 0;
    }

    /** Counts one; throws a {@link LimitException} where it exceeds the limit. */
    public void add(HttpServletRequest request) {
        ConsumptionProbe probe = buckets.of(ClientId.address(request)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            throw meters.refuse(new LimitException(Limit.LOGIN_FAILURES, max, wait));
        }
    }
}
