package io.dcf.bridge.breaker;

import static io.dcf.bridge.breaker.BreakerVerdict.DOWN;
import static io.dcf.bridge.breaker.BreakerVerdict.UNKNOWN;
import static io.dcf.bridge.breaker.BreakerVerdict.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.call.GatewayException;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerVerdictTests {

    @Test
    void isUpAfterSuccess() {
        assertThat(BreakerVerdict.of(null, false)).isEqualTo(UP);
    }

    @Test
    void isUpAfterWrongRequests() {
        assertThat(verdict("Deploy", Code.INVALID_ARGUMENT, false)).isEqualTo(UP);
    }

    @Test
    void isDownIfTheGatewayIsUnavailable() {
        assertThat(verdict("Deploy", Code.UNAVAILABLE, false)).isEqualTo(DOWN);
        assertThat(verdict("Deploy", Code.UNAVAILABLE, true)).isEqualTo(DOWN);
    }

    @Test
    void isUnknownIfTheClientAllowedLittleTime() {
        assertThat(verdict("Deploy", Code.DEADLINE_EXCEEDED, false)).isEqualTo(DOWN);
        assertThat(verdict("Deploy", Code.DEADLINE_EXCEEDED, true)).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"List", "Info", "Invoke", "Invokes"})
    void isDownAfterAmbiguousFailuresOfRequestsThatCannotBeWrong(String method) {
        assertThat(verdict(method, Code.INTERNAL, false)).isEqualTo(DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deploy", "Update", "Delete", "GetMeta", "GetLog", "ReplicaUpdate"})
    void isUnknownAfterOtherAmbiguousFailures(String method) {
        assertThat(verdict(method, Code.INTERNAL, false)).isEqualTo(UNKNOWN);
    }

    @Test
    void isUnknownIfTheCallWasCancelled() {
        assertThat(verdict("Invoke", Code.CANCELLED, false)).isEqualTo(UNKNOWN);
    }

    @Test
    void isUnknownAfterTheBridgesOwnFailures() {
        assertThat(BreakerVerdict.of(new IllegalStateException(), false)).isEqualTo(UNKNOWN);
    }

    private static BreakerVerdict verdict(String method, Code code, boolean hurried) {
        return BreakerVerdict.of(new GatewayException(method, code, "x"), hurried);
    }
}
