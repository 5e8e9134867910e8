package io.dcf.bridge.startup;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells of a setting that the code which reads it found wrong as {@link SettingFailureAnalyzer} does of others; Boot's own would show passwords. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidValueAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidConfigurationPropertyValueException failure) {
        return new FailureAnalysis(
                "A setting has a value that it cannot have."
                        + SettingFailureAnalyzer.entry(failure.getName(), failure.getValue(), null),
                failure.getName() + " " + failure.getReason() + ".",
                failure);
    }
}
