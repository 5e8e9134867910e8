package io.dcf.bridge.observability;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out OpenTelemetry, and Spring's observation of requests, unless a collector for traces is set. {@link
 * RequestMeter} provides the metric of that observation at a lower cost. Spring Boot 4.1 has no property for it: with
 * {@code management.tracing.export.enabled=false} it still creates the tracer and a span for each request, and {@code
 * management.opentelemetry.enabled=false} keeps the tracer too. Remove when: a property of Spring Boot leaves the
 * tracer out.
 */
final class TracesSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final Set<String> FOR_TRACES = Stream.of(
                    OpenTelemetryLoggingAutoConfiguration.class,
                    OpenTelemetrySdkAutoConfiguration.class,
                    OpenTelemetryTracingAutoConfiguration.class,
                    OtlpLoggingAutoConfiguration.class,
                    OtlpTracingAutoConfiguration.class,
                    WebMvcObservationAutoConfiguration.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private boolean enabled;

    @Override
    public void setEnvironment(Environment environment) {
        String endpoint = environment.getProperty(ENDPOINT, "");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://.+")) {
            String shown = endpoint.substring(endpoint.lastIndexOf('@') + 1); // without a password
            throw new InvalidConfigurationPropertyValueException(
                    ENDPOINT, shown, "must be a URL, such as http://collector:4318/v1/traces");
        }
        enabled = !endpoint.isEmpty();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[autoConfigurations.length];
        for (int i = 0; i < kept.length; i++) {
            String name = autoConfigurations[i];
            kept[i] = enabled || name == null || !FOR_TRACES.contains(name);
        }
        return kept;
    }
}
