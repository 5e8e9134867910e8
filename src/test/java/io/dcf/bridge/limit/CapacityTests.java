package io.dcf.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CapacityTests {

    private static final long MIB = 1 << 20;

    @Test
    void letsTenThousandOfOneFunctionWaitInAHeapOf768MB() {
        Capacity capacity = Capacity.of(limits(Map.of()), 768 * MIB, true);
        assertThat(capacity.functionRequests()).isGreaterThan(10_000);
        assertThat(capacity.requests()).isGreaterThan(capacity.functionRequests() + 1_000);
        assertThat(capacity.connections()).isGreaterThan(capacity.requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {96, 128, 307, 512, 768, 4096, 65536})
    void fitsTheHeap(long heap) {
        Capacity capacity = Capacity.of(limits(Map.of()), heap * MIB, true);
        assertThat(capacity.requests() * 48L * 1024 + capacity.memory()).isLessThan(heap * MIB * 9 / 10);
        assertThat(capacity.requests()).isGreaterThanOrEqualTo(64);
    }

    @Test
    void letsAThousandOfOneFunctionWaitOnPlatformThreads() {
        Capacity capacity = Capacity.of(limits(Map.of()), 4096 * MIB, false);
        assertThat(capacity.functionRequests()).isGreaterThan(1_000);
        assertThat(capacity.requests()).isLessThan(2_000);
        assertThat(capacity.platformThreads()).isGreaterThan(capacity.requests());
    }

    @Test
    void reservesRequestsForOthersThanInvocations() {
        Capacity capacity = Capacity.of(limits(Map.of()), 512 * MIB, false);
        assertThat(capacity.invocations()).isLessThan(capacity.requests());
        assertThat(capacity.functionRequests()).isLessThan(capacity.invocations());
    }

    @Test
    void usesTheSettings() {
        Map<String, String> set = Map.of(
                "bridge.limits.requests", "50",
                "bridge.limits.function-requests", "7",
                "bridge.limits.memory", "3MB",
                "bridge.limits.connections", "70");
        assertThat(Capacity.of(limits(set), 4096 * MIB, true)).isEqualTo(new Capacity(50, 48, 7, 3 * MIB, 70));
    }

    static LimitsProperties limits(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("bridge.limits", LimitsProperties.class);
    }
}
