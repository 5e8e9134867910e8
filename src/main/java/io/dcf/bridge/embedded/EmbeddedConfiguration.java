package io.dcf.bridge.embedded;

import java.net.InetSocketAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Starts the embedded gateway where the settings name no other, and says where it listens. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedConfiguration.NoGatewayNamed.class)
class EmbeddedConfiguration {

    @Bean
    EmbeddedGateway embeddedGateway(EmbeddedProperties properties) {
        return new EmbeddedGateway(properties);
    }

    /** All that the rest of the process learns of it. */
    @Bean
    InetSocketAddress gatewayAddress(EmbeddedGateway gateway) {
        return gateway.address();
    }

    static final class NoGatewayNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("bridge.gateway.address"));
        }
    }
}
