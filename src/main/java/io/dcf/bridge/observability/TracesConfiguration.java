package io.dcf.bridge.observability;

import io.dcf.bridge.route.ProbeRequests;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which spans are worth sending. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    @Bean
    SpanExportingPredicate requestsOfCallers() {
        return span -> !ProbeRequests.at(span.getTags().getOrDefault("uri", ""));
    }
}
