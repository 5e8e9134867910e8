package io.dcf.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What a WebSocket knows of its client, and of outputs that are due. */
class SocketActivityTests {

    private final SocketActivity activity = new SocketActivity();

    @Test
    void missesAClientThatSendsNothingForAWholeHeartbeat() {
        assertThat(activity.startHeartbeat()).isTrue();
        activity.hear();
        assertThat(activity.startHeartbeat()).isTrue();
        assertThat(activity.startHeartbeat()).isFalse();
    }

    @Test
    void doesNotMissAClientWhoseInputTheGatewayDoesNotTake() {
        activity.startInput();
        assertThat(activity.startHeartbeat()).isTrue();
        assertThat(activity.startHeartbeat()).isTrue();
        activity.endInput();
        assertThat(activity.startHeartbeat()).isFalse();
    }

    @Test
    void isNotBusyBeforeTheFirstInput() {
        assertThat(activity.isBusy()).isFalse();
    }

    @Test
    void isBusyFromAnInputToAWhileAfterItsOutput() {
        activity.startInput();
        activity.endInput();
        assertThat(activity.isBusy()).isTrue();
        activity.recordOutput();
        await().until(() -> !activity.isBusy());
    }
}
