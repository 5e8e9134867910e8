package io.dcf.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.invoker.FunctionInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How frames of a WebSocket become inputs. */
class SocketInputsTests {

    private final AtomicLong held = new AtomicLong();
    private final SocketInputs inputs = new SocketInputs(5, held::addAndGet);

    @Test
    void areAssembledFromParts() throws IOException {
        assertThat(add("ab", false, true)).isNull();
        assertThat(add("", false, true)).isNull();
        assertThat(add("cde", true, true).open()).hasContent("abcde");
        assertThat(add("", true, true).open()).isEmpty();
        assertThat(held).hasValue(5);
    }

    @Test
    void areRefusedBeforeTheyAreHeldIfTheyAreTooLarge() {
        add("abcde", false, true);
        assertThatThrownBy(() -> add("f", true, true))
                .isInstanceOfSatisfying(
                        SocketClosedException.class,
                        e -> assertThat(e.closeCause()).isEqualTo(CloseCause.Event.FRAME_TOO_LARGE));
        assertThat(held).hasValue(5);
    }

    @Test
    void giveEachOutputTheTypeOfItsInput() {
        add("a", true, true);
        add("b", true, false);
        assertThat(inputs.nextIsText()).isTrue();
        assertThat(inputs.nextIsText()).isFalse();
        assertThat(inputs.nextIsText()).isFalse();
        add("c", true, true);
        assertThat(inputs.nextIsText()).isTrue();
        assertThat(inputs.nextIsText()).isTrue();
    }

    private FunctionInput add(String part, boolean last, boolean text) {
        return inputs.add(part.getBytes(StandardCharsets.US_ASCII), last, text);
    }
}
