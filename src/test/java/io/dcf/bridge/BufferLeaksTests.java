package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

@BufferLeaks.Every
class BufferLeaksTests {

    @Test
    void areFound() {
        lose();
        await().untilAsserted(() -> assertThat(BufferLeaks.found())
                .isNotEmpty()
                .allSatisfy(leak -> assertThat(leak).contains("BufferLeaksTests")));
    }

    private static void lose() {
        PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
    }
}
