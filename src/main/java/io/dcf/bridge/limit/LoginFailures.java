package io.dcf.bridge.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many wrong credentials come from an address; checking one, which is slow by design, is to be denied to those who guess. */
@Component
public class LoginFailures {

    private final int most;
    private final Buckets buckets;
    private final LimitMeters meters;

    LoginFailures(LimitsProperties limits, LimitMeters meters) {
        this.most = limits.loginFailures();
        this.buckets = new Buckets(most, most, Duration.ofMinutes(1));
        this.meters = meters;
    }

    /** Throws where the request's address has sent too many. */
    public void require(HttpServletRequest request) {
        Bucket failures = buckets.known(Caller.address(request));
        if (failures == null) {
            return;
        }
        EstimationProbe probe = failures.estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
            throw meters.refuse(new LimitException(Limit.LOGIN_FAILURES, most, wait));
        }
    }

    /** Counts one. */
    public void add(HttpServletRequest request) {
        buckets.of(Caller.address(request)).tryConsume(1);
    }
}
