package io.dcf.bridge.observe;

import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which spans are worth sending. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    /** Probes and scrapes come every few seconds, and nobody wants to see them. */
    @Bean
    SpanExportingPredicate requestsOfCallers() {
        return span -> !span.getTags().getOrDefault("http.url", "").startsWith("/actuator/");
    }
}
