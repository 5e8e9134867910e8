package io.dcf.bridge.observe;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the request log where Tomcat asks for one. */
@Configuration(proxyBeanMethods = false)
class RequestLogConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestLog() {
        return factory -> factory.addEngineValves(new RequestLog());
    }
}
