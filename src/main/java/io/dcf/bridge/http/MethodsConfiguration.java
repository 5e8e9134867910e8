package io.dcf.bridge.http;

import io.dcf.bridge.problem.ProblemWriter;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** OPTIONS and TRACE, on the port of the API and on the management port, which reads META-INF/spring. */
@ManagementContextConfiguration(proxyBeanMethods = false)
class MethodsConfiguration {

    @Bean
    MethodsFilter methodsFilter(ProblemWriter problems) {
        return new MethodsFilter(problems);
    }

    /** Passes TRACE to the filter, which refuses it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> traceToFilter() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    }
}
