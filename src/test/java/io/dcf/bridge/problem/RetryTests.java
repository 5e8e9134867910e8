package io.dcf.bridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.problemtype.ProblemType;
import io.grpc.Status.Code;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryTests {

    private static final Duration LATER = Duration.ofSeconds(3);

    @Test
    void passesTheGatewaysTimeOn() {
        for (Retry retry : Retry.values()) {
            assertThat(problem(retry, "Deploy", LATER, null).retryAfter())
                    .as(retry.name())
                    .isEqualTo(LATER);
        }
        assertThat(problem(Retry.NO, "Deploy", LATER, null).retryable()).isFalse();
        assertThat(problem(Retry.YES, "Deploy", LATER, null).retryable()).isTrue();
        assertThat(problem(Retry.IF_GATEWAY_NAMES_A_TIME, "Deploy", LATER, null).retryable())
                .isTrue();
    }

    @Test
    void needsTheGatewaysTimeForMostCodes() {
        Problem problem = problem(Retry.IF_GATEWAY_NAMES_A_TIME, "Deploy", null, null);
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.retryAfter()).isNull();
    }

    @Test
    void isSafeForCallsThatRunNoFunction() {
        Problem problem = problem(Retry.UNLESS_IT_MAY_HAVE_RUN, "Deploy", null, null);
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isSafeForInvocationsThatReachedNoGateway() {
        Throwable refused = new RuntimeException(new ConnectException());
        for (String method : List.of("Invoke", "Invokes")) {
            assertThat(problem(Retry.UNLESS_IT_MAY_HAVE_RUN, method, null, null).retryable())
                    .isFalse();
            assertThat(problem(Retry.UNLESS_IT_MAY_HAVE_RUN, method, null, refused)
                            .retryable())
                    .isTrue();
        }
    }

    private static Problem problem(
            Retry retry, String method, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        GatewayException failure =
                new GatewayException(method, Code.UNAVAILABLE, Fault.GATEWAY, "x", List.of(), retryAfter, cause);
        return retry.in(Problem.of(ProblemType.GATEWAY_UNAVAILABLE, "x"), failure);
    }
}
