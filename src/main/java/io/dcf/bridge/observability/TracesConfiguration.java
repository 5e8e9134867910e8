package io.dcf.bridge.observability;

import io.dcf.bridge.route.Route.Audience;
import io.dcf.bridge.route.RouteTable;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which spans are worth sending. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    @Bean
    SpanExportingPredicate requestsOfCallers() {
        return span -> RouteTable.match("GET", span.getTags().getOrDefault("uri", ""))
                        .route()
                        .audience()
                != Audience.OPERATORS;
    }
}
