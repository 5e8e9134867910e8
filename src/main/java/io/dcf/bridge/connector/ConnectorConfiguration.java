package io.dcf.bridge.connector;

import io.dcf.bridge.limit.Capacity;
import io.dcf.bridge.limit.LimitsProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the API's port served by {@link HttpProtocol}; the port of the actuator, where it has one, keeps Tomcat's own. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> httpProtocol(
            LimitsProperties limits, Leaving leaving, ShutdownProperties shutdown) {
        return factory -> {
            factory.setProtocol(HttpProtocol.class.getName());
            factory.addEngineValves(
                    new AfterFilters(), new Malformed(), new LeanRequests(), new Farewells(leaving), new LastRites());
            factory.addContextValves(
                    new UnreadBodies()); // before errors are written and committed, which is the host's work
            factory.addConnectorCustomizers(connector -> limit((HttpProtocol) connector.getProtocolHandler(), limits));
            if (!shutdown.pause().isZero()) {
                factory.addConnectorCustomizers(connector -> ((HttpProtocol) connector.getProtocolHandler()).linger());
            }
        };
    }

    private static void limit(HttpProtocol protocol, LimitsProperties limits) {
        protocol.setHeadTime(limits.headTime());
        protocol.setMaxConnections(Capacity.of(limits).connections());
    }
}
