package io.dcf.gateway.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The reason why a function takes no calls.
 *
 * @param reason a sentence for people, such as {@code image 'x' cannot be pulled: not found}
 * @param since when that state began
 */
public record Unavailability(String reason, Instant since) {

    @Override
    public String toString() {
        return reason + ", since " + since.truncatedTo(ChronoUnit.SECONDS);
    }
}
