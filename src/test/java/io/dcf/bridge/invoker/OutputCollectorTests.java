package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutputCollectorTests {

    private final OutputCollector output = new OutputCollector();

    @Test
    void isEmptyWithoutMessages() {
        assertThat(output.isEmpty()).isTrue();
        assertThat(output.size()).isZero();
        assertThat(output.bytes()).isEmpty();
    }

    @Test
    void countsAMessageWithoutBytes() {
        output.add(new byte[0]);
        assertThat(output.isEmpty()).isFalse();
        assertThat(output.bytes()).isEmpty();
    }

    @Test
    void doesNotCopyASingleMessage() {
        byte[] message = {1, 2};
        output.add(message);
        assertThat(output.bytes()).isSameAs(message);
    }

    @Test
    void joinsMessagesInOrder() {
        output.add(new byte[] {1});
        output.add(new byte[] {2, 3});
        output.add(new byte[] {4});
        assertThat(output.size()).isEqualTo(4);
        assertThat(output.bytes()).containsExactly(1, 2, 3, 4);
    }
}
