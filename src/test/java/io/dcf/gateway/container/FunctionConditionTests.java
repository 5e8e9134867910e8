package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.engine.Unavailability;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FunctionConditionTests {

    private final FunctionCondition condition = new FunctionCondition();

    @Test
    void completesWaitingCallsOnceItTakesCalls() {
        CompletableFuture<Void> call = condition.starting().orElseThrow();
        condition.starting("image is being pulled");
        assertThat(call).isNotDone();
        condition.available();
        assertThat(call).isCompleted();
        assertThat(condition.cause()).isEmpty();
        assertThat(condition.starting().orElseThrow()).isCompleted();
    }

    @Test
    void completesWaitingCallsOnceItHasFailed() {
        CompletableFuture<Void> call = condition.starting().orElseThrow();
        condition.failed("no such image");
        assertThat(call).isCompleted();
        assertThat(condition.starting()).isEmpty();
        assertThat(condition.cause()).map(Unavailability::reason).contains("no such image");
    }

    @Test
    void isExpectedAgainAfterAChange() {
        condition.failed("no such image");
        condition.restart();
        assertThat(condition.starting().orElseThrow()).isNotDone();
    }

    @Test
    void keepsTheTimeSinceWhenItTakesNoCalls() {
        Instant since = condition.cause().orElseThrow().since();
        condition.failed("no such image");
        condition.failed("no space left");
        assertThat(condition.cause()).map(Unavailability::since).contains(since);
    }
}
