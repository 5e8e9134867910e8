package io.dcf.bridge.observability;

import io.dcf.bridge.route.Route.Audience;
import io.dcf.bridge.route.RouteTable;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Leaves out the spans of probes. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    @Bean
    SpanExportingPredicate withoutProbes() {
        return span -> RouteTable.match("GET", span.getTags().getOrDefault("uri", ""))
                        .route()
                        .audience()
                != Audience.OPERATORS;
    }
}
