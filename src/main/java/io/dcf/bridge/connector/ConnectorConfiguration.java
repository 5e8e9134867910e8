package io.dcf.bridge.connector;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the API's port served by {@link HttpProtocol}; the port of the actuator, where it has one, keeps Tomcat's own. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> httpProtocol() {
        return factory -> {
            factory.setProtocol(HttpProtocol.class.getName());
            factory.addEngineValves(new LeanRequests());
        };
    }
}
