package io.dcf.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EndpointTests {

    private final Endpoint one = endpoint(1);
    private final Endpoint two = endpoint(1);

    private static Endpoint endpoint(long replicas) {
        return new Endpoint((function, input) -> new CompletableFuture<>(), replicas);
    }

    @Test
    void acquiresTheLeastBusyOne() {
        assertThat(Endpoint.acquire(List.of(one, two), List.of(), 10)).contains(one);
        assertThat(Endpoint.acquire(List.of(one, two), List.of(), 10)).contains(two);
        two.release();
        assertThat(Endpoint.acquire(List.of(one, two), List.of(), 10)).contains(two);
    }

    @Test
    void acquiresNoneThatIsExcluded() {
        assertThat(Endpoint.acquire(List.of(one, two), List.of(one), 10)).contains(two);
        assertThat(Endpoint.acquire(List.of(one, two), List.of(one, two), 10)).isEmpty();
    }

    @Test
    void acquiresNoneBeyondItsCapacity() {
        Endpoint several = endpoint(2);
        for (int i = 0; i < 6; i++) {
            assertThat(Endpoint.acquire(List.of(several), List.of(), 3)).contains(several);
        }
        assertThat(Endpoint.acquire(List.of(several), List.of(), 3)).isEmpty();
        several.setReplicas(3);
        assertThat(Endpoint.acquire(List.of(several), List.of(), 3)).contains(several);
        assertThat(several.running()).isEqualTo(7);
    }

    @Test
    void hasNoLimitWhereItsCapacityOverflows() {
        assertThat(endpoint(-1).capacity(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(endpoint(3).capacity(Long.MAX_VALUE / 2)).isEqualTo(Long.MAX_VALUE);
        assertThat(endpoint(3).capacity(4)).isEqualTo(12);
    }
}
