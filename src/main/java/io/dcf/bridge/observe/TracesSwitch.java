package io.dcf.bridge.observe;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves OpenTelemetry out where no collector is named to send traces to: Boot would make spans of each request, for nobody.
 */
final class TracesSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private boolean wanted;

    @Override
    public void setEnvironment(Environment environment) {
        String endpoint = environment.getProperty(ENDPOINT, "");
        if (!endpoint.isEmpty() && !endpoint.matches("https?://.+")) {
            throw new InvalidConfigurationPropertyValueException(
                    ENDPOINT, endpoint, "must be a URL, such as http://collector:4318/v1/traces");
        }
        wanted = !endpoint.isEmpty();
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[autoConfigurations.length];
        for (int i = 0; i < kept.length; i++) {
            String name = autoConfigurations[i];
            kept[i] = wanted || name == null || !name.matches("org\\.springframework\\.boot\\..*opentelemetry\\..*");
        }
        return kept;
    }
}
