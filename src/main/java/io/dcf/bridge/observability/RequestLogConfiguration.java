package io.dcf.bridge.observability;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the request log, and the meter, where Tomcat tells of the end of requests. */
@Configuration(proxyBeanMethods = false)
class RequestLogConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestLog() {
        return factory -> factory.addEngineValves(new RequestLog());
    }

    /** Spring's observation measures where it has spans to make, so that histograms name them. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestMeter(MeterRegistry meters, Tracer tracer) {
        return factory -> {
            if (tracer == Tracer.NOOP) {
                factory.addEngineValves(new RequestMeter(meters));
            }
        };
    }
}
