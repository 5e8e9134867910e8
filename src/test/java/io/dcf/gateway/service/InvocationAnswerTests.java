package io.dcf.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Output;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InvocationAnswerTests {

    private final InvocationAnswer answer = new InvocationAnswer();

    @Test
    void isTheOutputOrTheFailure() {
        Output output = Output.of(ByteString.copyFromUtf8("a"));
        answer.complete(output, null);
        assertThat(answer).isCompletedWithValue(output);
        InvocationAnswer failed = new InvocationAnswer();
        failed.complete(null, new IllegalStateException("b"));
        assertThat(failed).isCompletedExceptionally();
    }

    @Test
    void failsWithAStepThatFailed() {
        answer.attempt(null, () -> {
            throw new IllegalStateException("no endpoint");
        });
        assertThat(answer).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("no endpoint");
    }

    @Test
    void runsNoStepAfterAFailure() {
        answer.attempt(new IllegalStateException("a"), () -> {
            throw new AssertionError("it ran");
        });
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void cancelsTheStepThatRuns() {
        CompletableFuture<Output> running = new CompletableFuture<>();
        answer.cancelWithThis(running);
        answer.cancel(true);
        assertThat(running).isCancelled();
    }

    @Test
    void letsAStepRunIfItEndsOtherwise() {
        CompletableFuture<Output> running = new CompletableFuture<>();
        answer.cancelWithThis(running);
        answer.complete(null, new IllegalStateException("a"));
        assertThat(running).isNotDone();
    }
}
