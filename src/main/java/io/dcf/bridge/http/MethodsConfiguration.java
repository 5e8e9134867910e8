package io.dcf.bridge.http;

import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.FilterAndValveOrder;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** OPTIONS and TRACE, on the port of the API and on the management port, which reads META-INF/spring. */
@ManagementContextConfiguration(proxyBeanMethods = false)
class MethodsConfiguration {

    @Bean
    @Order(FilterAndValveOrder.METHODS)
    MethodsFilter methodsFilter(ProblemWriter problems) {
        return new MethodsFilter(problems);
    }

    /** Passes TRACE to the filter, which refuses it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> traceToFilter() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    }
}
