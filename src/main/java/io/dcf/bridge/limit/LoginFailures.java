package io.dcf.bridge.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many wrong credentials come from an address. */
@Component
public class LoginFailures {

    private final int most;
    private final TokenBuckets buckets;
    private final LimitMeters meters;

    LoginFailures(LimitsProperties limits, LimitMeters meters) {
        this.most = limits.loginFailures();
        this.buckets = new TokenBuckets(most, most, Duration.ofMinutes(1));
        this.meters = meters;
    }

    /** Whether the request's address has sent as many as it may. */
    public boolean areTooMany(HttpServletRequest request) {
        Bucket failures = buckets.known(ClientId.address(request));
        return failures != null && failures.getAvailableTokens() == 0;
    }

    /** Counts one; throws where it is one too many. */
    public void add(HttpServletRequest request) {
        ConsumptionProbe probe = buckets.of(ClientId.address(request)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            throw meters.refuse(new LimitException(Limit.LOGIN_FAILURES, most, wait));
        }
    }
}
