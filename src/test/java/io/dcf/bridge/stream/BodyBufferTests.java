package io.dcf.bridge.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyBufferTests {

    private final AtomicLong memory = new AtomicLong();
    private final BodyBuffer body = new BodyBuffer(memory::addAndGet);

    @Test
    void findsALineOnceItsEndHasArrived() {
        add("ab");
        assertThat(body.findLine()).isFalse();
        add("c\r\nd");
        assertThat(body.findLine()).isTrue();
        assertThat(body.lineSize()).isEqualTo(4);
        assertThat(body.takeLine()).asString(US_ASCII).isEqualTo("abc");
        assertThat(body.findLine()).isFalse();
        assertThat(body.takeLine()).asString(US_ASCII).isEqualTo("d");
        assertThat(body.size()).isZero();
    }

    @Test
    void takesAllBytes() {
        add("a\nb\n");
        assertThat(body.takeAll()).asString(US_ASCII).isEqualTo("a\nb\n");
        assertThat(body.size()).isZero();
    }

    @Test
    void reportsItsMemory() {
        add("abcd");
        add("efgh");
        assertThat(memory).hasValue(8);
        body.takeAll();
        add("ijkl");
        assertThat(memory).hasValue(8);
    }

    private void add(String text) {
        body.add(text.getBytes(US_ASCII), text.length());
    }
}
