package io.dcf.bridge.connection;

import io.dcf.bridge.filters.EngineValves;
import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.limit.Capacity;
import io.dcf.bridge.limit.LimitsProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves the API's port by {@link HttpProtocol}. A separate port of the actuator keeps Tomcat's own protocol. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> httpProtocol(
            LimitsProperties limits, Capacity capacity, ShutdownProperties shutdown) {
        return factory -> {
            factory.setProtocol(HttpProtocol.class.getName());
            factory.addConnectorCustomizers(
                    connector -> limit((HttpProtocol) connector.getProtocolHandler(), limits, capacity));
            if (!shutdown.pause().isZero()) {
                factory.addConnectorCustomizers(
                        connector -> ((HttpProtocol) connector.getProtocolHandler()).awaitLastRequests());
            }
        };
    }

    @Bean
    EngineValves connectionValves(ShutdownDelay shutdown) {
        return new EngineValves(
                FilterAndValveOrder.CONNECTION_VALVES,
                new RequestHeadValve(),
                new InputBufferTrimValve(),
                new ConnectionCloseValve(shutdown),
                new BrokenResponseValve());
    }

    /** The maximum of threads has an effect unless Boot has given Tomcat an executor of virtual threads. */
    private static void limit(HttpProtocol protocol, LimitsProperties limits, Capacity capacity) {
        protocol.setMaxThreads(capacity.platformThreads());
        protocol.setHeadTime(limits.headTime());
        protocol.setMaxConnections(capacity.connections());
    }
}
