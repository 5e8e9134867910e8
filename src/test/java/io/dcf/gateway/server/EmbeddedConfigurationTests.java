package io.dcf.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddedConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(EmbeddedConfiguration.class, Settings.class)
            .withPropertyValues("bridge.embedded.port=0", "bridge.embedded.data-dir=memory");

    @EnableConfigurationProperties(EmbeddedProperties.class)
    static class Settings {}

    @ParameterizedTest
    @ValueSource(strings = {"bridge.gateway.address=", "other=1"})
    void startsTheGatewayWhereNoOtherIsNamed(String setting) {
        runner.withPropertyValues(setting).run(context -> {
            assertThat(context).hasSingleBean(EmbeddedGateway.class);
            InetSocketAddress address = context.getBean(InetSocketAddress.class);
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(address.getPort()).isPositive();
        });
    }

    @Test
    void startsNoneWhereAnotherIsNamed() {
        runner.withPropertyValues("bridge.gateway.address=gateway.example:32222")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(EmbeddedGateway.class)
                        .doesNotHaveBean(InetSocketAddress.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge.embedded.port=-1", "bridge.embedded.port=65536", "bridge.embedded.prot=1"})
    void refusesBadSetting(String setting) {
        runner.withPropertyValues(setting)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("bridge.embedded"));
    }

    @ParameterizedTest
    @CsvSource({"dcf, guide", "guide, dcf"})
    void refusesADialectWithOtherNumbersThanItsOwn(String dialect, String numbering) {
        runner.withPropertyValues("bridge.gateway.dialect=" + dialect, "bridge.embedded.numbering=" + numbering)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(EmbeddedSettingException.class)
                        .hasStackTraceContaining("bridge.embedded.numbering=" + numbering));
    }

    @ParameterizedTest
    @CsvSource({"dcf, dcf, bridge", "openfx, dcf, bridge", "openfx, guide, bridge", "guide, dcf, gateway"})
    void takesADialectThatItSpeaks(String dialect, String numbering, String mode) {
        runner.withPropertyValues(
                        "bridge.gateway.dialect=" + dialect,
                        "bridge.embedded.numbering=" + numbering,
                        "bridge.mode=" + mode)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(EmbeddedGateway.class));
    }
}
