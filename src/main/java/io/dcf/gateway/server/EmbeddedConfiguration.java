package io.dcf.gateway.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Starts the embedded gateway if the settings name no other gateway, or if it runs alone, and publishes its address. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedConfiguration.OnEmbeddedGateway.class)
class EmbeddedConfiguration {

    @Bean
    EmbeddedGateway embeddedGateway(EmbeddedProperties properties, Environment settings) {
        new EmbeddedSettingsCheck(properties, settings, runsAlone(settings)).run();
        return new EmbeddedGateway(properties, maxInput(settings));
    }

    private static boolean runsAlone(Environment settings) {
        return "gateway".equals(settings.getProperty("bridge.mode"));
    }

    /** The maximum size of a request to the bridge. */
    private static DataSize maxInput(Environment settings) {
        return Binder.get(settings)
                .bind("bridge.limits.request-size", DataSize.class)
                .orElse(DataSize.ofMegabytes(4));
    }

    /** The address that the bridge of this process connects to. */
    @Bean
    InetSocketAddress gatewayAddress(EmbeddedGateway gateway) {
        return gateway.address();
    }

    /** The directory with the functions, for the banner; null if memory or a cluster holds them. */
    @Bean
    @Nullable
    Path gatewayDirectory(EmbeddedProperties properties) {
        return properties.directory().orElse(null);
    }

    static final class OnEmbeddedGateway implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment settings = context.getEnvironment();
            return !StringUtils.hasText(settings.getProperty("bridge.gateway.address")) || runsAlone(settings);
        }
    }
}
