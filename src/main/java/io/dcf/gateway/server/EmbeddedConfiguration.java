package io.dcf.gateway.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
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
        requireClosed(properties, settings);
        requireOneNumbering(properties, settings);
        if (properties.tls().enabled() && !isAlone(settings)) {
            throw new EmbeddedSettingException(
                    "bridge.embedded.tls.certificate",
                    properties.tls().certificate(),
                    "it speaks TLS only where it runs alone",
                    "Leave it out, since the bridge calls it within the process, or run it alone with --bridge.mode=gateway.");
        }
        return new EmbeddedGateway(properties, maxInput(settings));
    }

    /** A port that a whole network reaches asks for a token, unless anybody may call by HTTP, too. */
    private static void requireClosed(EmbeddedProperties properties, Environment settings) {
        Binder security = Binder.get(settings);
        boolean anybody = security.bind("bridge.security.mode", String.class)
                        .orElse("none")
                        .equalsIgnoreCase("none")
                && security.bind("bridge.security.allow-anonymous", Boolean.class)
                        .orElse(false);
        if (!properties.address().isLoopbackAddress() && properties.tokens().isEmpty() && !anybody) {
            throw new EmbeddedSettingException(
                    "bridge.embedded.address",
                    properties.address().getHostAddress(),
                    "anyone who reaches its gRPC port could deploy and run functions without credentials",
                    """
                    Choose who may call, or let nobody but this machine reach it:

                        --bridge.embedded.tokens=SHA256    what this prints: printf %s "$TOKEN" | sha256sum
                                                           a bridge sends the token itself: --bridge.gateway.token=TOKEN
                        --bridge.embedded.address=127.0.0.1
                        --bridge.security.allow-anonymous=true, without a bridge.security.mode, lets everybody call""");
        }
    }

    /** The bridge of this process writes definitions with the numbers that the gateway reads; openfx has a service of its own. */
    private static void requireOneNumbering(EmbeddedProperties properties, Environment settings) {
        String dialect = Binder.get(settings)
                .bind("bridge.gateway.dialect", String.class)
                .orElse("guide")
                .toLowerCase(Locale.ROOT);
        String numbering = properties.numbering().toString();
        if (!isAlone(settings) && !dialect.equals("openfx") && !dialect.equals(numbering)) {
            throw new EmbeddedSettingException(
                    "bridge.gateway.dialect",
                    dialect,
                    "the bridge would number definitions otherwise than it reads them, bridge.embedded.numbering="
                            + numbering,
                    "Set --bridge.gateway.dialect=" + numbering
                            + ", or bridge.gateway.address to the gateway that speaks " + dialect + ".");
        }
    }

    private static boolean isAlone(Environment settings) {
        return "gateway".equals(settings.getProperty("bridge.mode"));
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
            return !StringUtils.hasText(settings.getProperty("bridge.gateway.address")) || isAlone(settings);
        }
    }
}
