package io.dcf.bridge.settings;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a setting whose value its reader rejected, in the form of {@link SettingFailureAnalyzer}. Spring Boot's own
 * analyzer would show passwords.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidValueAnalyzer extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidConfigurationPropertyValueException failure) {
        return new FailureAnalysis(
                SettingFailureAnalyzer.INVALID_VALUE
                        + SettingFailureAnalyzer.entry(failure.getName(), failure.getValue(), null),
                failure.getName() + " " + failure.getReason() + ".",
                failure);
    }
}
