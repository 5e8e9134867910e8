package io.dcf.bridge.limit;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Limits the request rate of each client. */
@Component
public class ClientRates {

    private final int rate;
    private final int burst;
    private final TokenBuckets buckets;
    private final LimitMeters meters;
    private final String policy;

    ClientRates(LimitsProperties limits, LimitMeters meters) {
        this.rate = limits.rate();
        this.burst = limits.burst();
        this.buckets = new TokenBuckets(burst, rate, Duration.ofSeconds(1));
        this.meters = meters;
        this.policy = "\"caller\";q=" + burst + ";w=" + seconds(burst);
    }

    /** Counts a request, and returns what its client may still send. */
    public Quota count(HttpServletRequest request) {
        ConsumptionProbe probe = buckets.of(ClientId.of(request)).tryConsumeAndReturnRemaining(1);
        long remaining = probe.getRemainingTokens();
        return new Quota(
                policy,
                "\"caller\";r=" + remaining + ";t=" + seconds(burst - remaining),
                probe.isConsumed()
                        ? null
                        : meters.refuse(new LimitException(
                                Limit.RATE, rate, Duration.ofNanos(probe.getNanosToWaitForRefill()))));
    }

    /** The time in which the bucket regains so many tokens. */
    private long seconds(long requests) {
        return (requests + rate - 1) / rate;
    }
}
