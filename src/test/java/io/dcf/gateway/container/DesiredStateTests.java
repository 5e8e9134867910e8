package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesiredStateTests {

    private static final CreateFunctionRequest DEFINITION = definition("hello");

    @Test
    void matchesContainersOfItsDefinition() {
        DesiredState desired = new DesiredState(DEFINITION, 1, Set.of());
        assertThat(desired.matches(container("a", DEFINITION))).isTrue();
        assertThat(desired.matches(container("a", definition("other")))).isFalse();
    }

    @Test
    void ignoresCredentialsForTheRegistry() {
        CreateFunctionRequest withCredentials =
                DEFINITION.toBuilder().setRegistryAuth("dTpw").build();
        DesiredState desired = new DesiredState(withCredentials, 1, Set.of());
        assertThat(desired.matches(container("a", DEFINITION))).isTrue();
    }

    @Test
    void replacesContainersOfARebuiltImage() {
        DesiredState desired = new DesiredState(DEFINITION, 1, Set.of("a")).withReplicas(2);
        assertThat(desired.matches(container("a", DEFINITION))).isFalse();
        assertThat(desired.matches(container("b", DEFINITION))).isTrue();
        assertThat(desired.replicas()).isEqualTo(2);
    }

    private static ContainerStatus container(String id, CreateFunctionRequest definition) {
        ContainerLabels labels = new ContainerLabels(definition, Protocol.HTTP, 8080);
        return ContainerStatus.created(id, id, labels);
    }

    private static CreateFunctionRequest definition(String image) {
        return CreateFunctionRequest.newBuilder()
                .setService("f")
                .setImage(image)
                .build();
    }
}
