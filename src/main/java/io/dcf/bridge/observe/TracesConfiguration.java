package io.dcf.bridge.observe;

import io.dcf.bridge.connector.Probes;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which spans are worth sending. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    @Bean
    SpanExportingPredicate requestsOfCallers() {
        return span -> !Probes.at(span.getTags().getOrDefault("uri", ""));
    }
}
