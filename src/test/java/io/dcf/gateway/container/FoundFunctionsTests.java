package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Host.Found;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundFunctionsTests {

    private static final CreateFunctionRequest OLD = definition("f", "old");
    private static final CreateFunctionRequest NEW = definition("f", "new");

    @Test
    void takesTheDefinitionOfTheNewestContainer() {
        FoundFunctions found = FoundFunctions.in(List.of(
                container("a", OLD, 3), container("b", NEW, 5), container("c", NEW, 4), container("d", OLD, 2)));
        assertThat(found.names()).containsExactly("f");
        assertThat(found.all()).containsExactly(new Found(NEW, 2, Instant.ofEpochSecond(2)));
    }

    @Test
    void omitsFunctionsThatWereDeleted() {
        ContainerStatus left = container("a", OLD, 1);
        FoundFunctions found = FoundFunctions.in(
                List.of(container(left.nameOnceDeleted(), OLD, 1), container("b", definition("g", "new"), 2)));
        assertThat(found.names()).containsExactly("g");
    }

    private static ContainerStatus container(String name, CreateFunctionRequest definition, long created) {
        ContainerLabels labels = new ContainerLabels(definition, Protocol.HTTP, 8080);
        return new ContainerStatus(name, name, labels, "", created, "running", "Up", null);
    }

    private static CreateFunctionRequest definition(String name, String image) {
        return CreateFunctionRequest.newBuilder()
                .setService(name)
                .setImage(image)
                .build();
    }
}
