package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReplicaLimitTests {

    @Test
    void boundsWhatAnotherEngineHasTaken() {
        assertThat(ReplicaLimit.bounded(3)).isEqualTo(3);
        assertThat(ReplicaLimit.bounded(1000)).isEqualTo(100);
        assertThat(ReplicaLimit.bounded(-1)).isEqualTo(100);
    }

    @Test
    void refusesMoreThanAMachineMayRun() {
        ReplicaLimit.require(100);
        assertThatThrownBy(() -> ReplicaLimit.require(-1))
                .hasMessageContaining("at most 100")
                .hasMessageContaining("not 18446744073709551615");
    }
}
