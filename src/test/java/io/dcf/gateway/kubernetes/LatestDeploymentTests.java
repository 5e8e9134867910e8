package io.dcf.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatestDeploymentTests {

    private static final CreateFunctionRequest DEFINITION =
            CreateFunctionRequest.newBuilder().setService("f").build();

    private final LatestDeployment latest = new LatestDeployment(deployment("2", 1), DEFINITION);

    @Test
    void ignoresEarlierVersions() {
        assertThat(latest.update(deployment("1", 5))).isFalse();
        assertThat(latest.replicas()).isEqualTo(1);
    }

    /** As numbers: "10" is later than "2". */
    @Test
    void takesLaterVersions() {
        assertThat(latest.update(deployment("10", 5))).isTrue();
        assertThat(latest.replicas()).isEqualTo(5);
    }

    @Test
    void keepsTheDefinitionIfTheNewOneCannotBeRead() {
        latest.update(deployment("3", 1));
        assertThat(latest.definition()).isEqualTo(DEFINITION);
    }

    @Test
    void isScaledUpFromZeroAnew() {
        Instant before = latest.scaledUp();
        latest.update(deployment("3", 2));
        assertThat(latest.scaledUp()).isEqualTo(before);
        latest.update(deployment("4", 0));
        latest.update(deployment("5", 1));
        assertThat(latest.scaledUp()).isAfterOrEqualTo(before).isNotSameAs(before);
    }

    private static Deployment deployment(String version, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("f")
                .withUid("uid")
                .withResourceVersion(version)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }
}
