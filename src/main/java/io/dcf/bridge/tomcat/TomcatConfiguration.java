package io.dcf.bridge.tomcat;

import io.dcf.bridge.limit.Capacity;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.route.RequestOrder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the API's port served by {@link HttpProtocol}; the port of the actuator, where it has one, keeps Tomcat's own. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> httpProtocol(
            LimitsProperties limits, Capacity capacity, ShutdownProperties shutdown) {
        return factory -> {
            factory.setProtocol(HttpProtocol.class.getName());
            factory.addConnectorCustomizers(
                    connector -> connector.setAllowTrace(true), // which a filter refuses, as it knows the resource
                    connector -> limit((HttpProtocol) connector.getProtocolHandler(), limits, capacity));
            if (!shutdown.pause().isZero()) {
                factory.addConnectorCustomizers(connector -> ((HttpProtocol) connector.getProtocolHandler()).linger());
            }
        };
    }

    @Bean
    EngineValves connectionValves(ShutdownDelay shutdown) {
        return new EngineValves(
                RequestOrder.CONNECTION_VALVES,
                new RequestHeadValve(),
                new InputBufferTrimValve(),
                new ConnectionCloseValve(shutdown),
                new BrokenResponseValve());
    }

    /** The threads count where Boot has not given Tomcat an executor of virtual ones. */
    private static void limit(HttpProtocol protocol, LimitsProperties limits, Capacity capacity) {
        protocol.setMaxThreads(capacity.platformThreads());
        protocol.setHeadTime(limits.headTime());
        protocol.setMaxConnections(capacity.connections());
    }
}
