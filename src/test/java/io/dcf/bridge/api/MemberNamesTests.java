package io.dcf.bridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.Resources;
import io.dcf.bridge.function.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNamesTests {

    @ParameterizedTest
    @CsvSource({
        "name, service",
        "Name, service",
        "sevice, service",
        "env, envVars",
        "env_vars, envVars",
        "environment, envVars",
        "label, labels",
        "constraint, constraints",
        "registry, registryAuth",
        "min, minReplicas",
        "max_replicas, maxReplicas",
        "replicas, minReplicas",
        "resources, limits",
        "memory, /limits/memory",
        "CPUs, /limits/cpu"
    })
    void suggestAKnownName(String name, String suggestion) {
        assertThat(MemberNames.of(FunctionDefinition.class).unknown(name))
                .isEqualTo("Unknown member \"" + name + "\". Did you mean \"" + suggestion + "\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "colour", "network", "a\"b"})
    void listTheKnownNamesIfNoneIsNear(String name) {
        assertThat(MemberNames.of(Resources.class).unknown(name))
                .isEqualTo("Unknown member \"" + name + "\". Known members: memory, cpu, gpu.");
    }

    @Test
    void suggestOnlyNamesOfTheirRecord() {
        assertThat(MemberNames.of(Scale.class).unknown("name")).endsWith("Known members: replicas.");
        assertThat(MemberNames.of(Scale.class).unknown("minReplicas")).endsWith("Did you mean \"replicas\"?");
    }

    @Test
    void shortenLongNames() {
        assertThat(MemberNames.of(Scale.class).unknown("replicas".repeat(100))).hasSizeLessThan(150);
    }

    @Test
    void ignoreCase() {
        assertThat(MemberNames.of(Scale.class).contain("REPLICAS")).isTrue();
    }
}
