package io.dcf.bridge.observability;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves OpenTelemetry out where no collector is named to send traces to: Boot would make spans of each request, for nobody.
 * With it goes Spring's observation of requests, whose other half is a metric that {@link RequestMeter} has for less.
 */
final class TracesSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private static final Pattern FOR_SPANS = Pattern.compile(
            "org\\.springframework\\.boot\\..*(opentelemetry\\..*|\\.WebMvcObservationAutoConfiguration)");

    private boolean wanted;

    @Override
    public void setEnvironment(Environment environment) {
        String endpoint = environment.getProperty(ENDPOINT, "");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://.+")) {
            String shown = endpoint.substring(endpoint.lastIndexOf('@') + 1); // without a password
            throw new InvalidConfigurationPropertyValueException(
                    ENDPOINT, shown, "must be a URL, such as http://collector:4318/v1/traces");
        }
        wanted = !endpoint.isEmpty();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[autoConfigurations.length];
        for (int i = 0; i < kept.length; i++) {
            String name = autoConfigurations[i];
            kept[i] = wanted || name == null || !FOR_SPANS.matcher(name).matches();
        }
        return kept;
    }
}
