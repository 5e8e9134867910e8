package io.dcf.bridge.embedded;

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

/** Starts the embedded gateway where the settings name no other or want it alone, and says where it listens. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedConfiguration.Wanted.class)
class EmbeddedConfiguration {

    @Bean
    EmbeddedGateway embeddedGateway(EmbeddedProperties properties, Environment settings) {
        return new EmbeddedGateway(properties, maxInput(settings));
    }

    /** As large as requests to the bridge may be. */
    private static DataSize maxInput(Environment settings) {
        return Binder.get(settings)
                .bind("bridge.limits.request-size", DataSize.class)
                .orElse(DataSize.ofMegabytes(4));
    }

    /** What the rest of the process learns of it: where it listens. */
    @Bean
    InetSocketAddress gatewayAddress(EmbeddedGateway gateway) {
        return gateway.address();
    }

    /** Likewise: where it keeps its functions, unless in memory. */
    @Bean
    @Nullable
    Path gatewayDirectory(EmbeddedProperties properties) {
        return properties.directory().orElse(null);
    }

    static final class Wanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment settings = context.getEnvironment();
            return !StringUtils.hasText(settings.getProperty("bridge.gateway.address"))
                    || "gateway".equals(settings.getProperty("bridge.mode"));
        }
    }
}
