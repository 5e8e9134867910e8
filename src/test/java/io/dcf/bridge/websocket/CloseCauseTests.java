package io.dcf.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which close code a WebSocket gets for which cause. */
class CloseCauseTests {

    @Test
    void hasOneCodeForEachEvent() {
        assertThat(codes())
                .containsExactly(
                        "COMPLETED 1000",
                        "CLIENT_CLOSED 1000",
                        "CLIENT_SILENT 1001",
                        "SHUTDOWN 1001",
                        "DISCONNECTED 1006",
                        "FRAME_TOO_LARGE 1009");
    }

    private static List<String> codes() {
        return List.of(CloseCause.Event.values()).stream()
                .map(event -> event + " " + event.reason().getCloseCode().getCode())
                .toList();
    }

    @Test
    void addsTheStatusOfAProblemTo4000() {
        assertThat(CloseCause.Failure.code(404).getCode()).isEqualTo(4404);
    }

    @Test
    void isTheCauseThatAnExceptionCarries() {
        for (CloseCause cause : CloseCause.Event.values()) {
            assertThat(CloseCause.of(new SocketClosedException(cause))).isEqualTo(cause);
        }
    }

    @Test
    void isTheShutdownIfItCancelledTheCall() {
        assertThat(CloseCause.of(failure(Fault.SHUTDOWN))).isEqualTo(CloseCause.Event.SHUTDOWN);
    }

    @Test
    void isAFailureForEveryOtherException() {
        RuntimeException failure = failure(Fault.GATEWAY);
        assertThat(CloseCause.of(failure)).isEqualTo(new CloseCause.Failure(failure));
        RuntimeException unknown = new IllegalStateException();
        assertThat(CloseCause.of(unknown)).isEqualTo(new CloseCause.Failure(unknown));
    }

    private static GatewayException failure(Fault fault) {
        return new GatewayException("Invokes", Status.Code.UNAVAILABLE, fault, "", List.of(), null, null);
    }
}
