package io.dcf.bridge.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Explains an invalid setting: its name, its value, where it is set, and how to fix it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    static final String INVALID_VALUE = "A setting has an invalid value.";
    static final String UNKNOWN_SETTING = "There is no such setting.";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, BindException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException broken) {
                return brokenRules(broken.getValidationErrors(), failure);
            } else if (cause instanceof UnboundConfigurationPropertiesException unbound) {
                return unknown(unbound.getUnboundProperties().iterator().next(), failure);
            }
        }
        ConfigurationProperty property = failure.getProperty();
        return property == null ? null : wrongType(property, failure);
    }

    private static FailureAnalysis brokenRules(ValidationErrors errors, BindException failure) {
        StringBuilder description = new StringBuilder(INVALID_VALUE);
        StringBuilder action = new StringBuilder();
        for (ObjectError error : errors) {
            if (error instanceof FieldError field) {
                String name = errors.getName() + "." + DataObjectPropertyName.toDashedForm(field.getField());
                Object origin = Origin.from(error);
                description.append(entry(name, field.getRejectedValue(), origin));
                action.append(name)
                        .append(' ')
                        .append(field.getDefaultMessage())
                        .append(".\n");
            }
        }
        return new FailureAnalysis(description.toString(), action.toString().strip(), failure);
    }

    private static FailureAnalysis unknown(ConfigurationProperty property, BindException failure) {
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        List<String> known = settings(String.valueOf(failure.getName()), type).toList();
        String name = property.getName().toString();
        return known.contains(name)
                ? new FailureAnalysis(
                        "A setting has no value." + entry(name, property.getValue(), property.getOrigin()),
                        "Set a value, or remove the setting to use its default.",
                        failure)
                : new FailureAnalysis(
                        UNKNOWN_SETTING + entry(name, property.getValue(), property.getOrigin()),
                        "Use one of " + String.join(", ", known) + ".",
                        failure);
    }

    private static Stream<String> settings(String name, Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .flatMap(component -> settings(
                                name + "." + DataObjectPropertyName.toDashedForm(component.getName()),
                                component.getType()))
                : Stream.of(name);
    }

    private static FailureAnalysis wrongType(ConfigurationProperty property, BindException failure) {
        Class<?> type = failure.getTarget().getType().resolve(Object.class);
        return new FailureAnalysis(
                INVALID_VALUE + entry(property.getName(), property.getValue(), property.getOrigin()),
                "Set " + property.getName() + " to " + ValueForm.of(type) + ".",
                failure);
    }

    static String entry(Object name, @Nullable Object value, @Nullable Object origin) {
        String from = origin == null ? "" : "\n    From:    " + origin;
        return String.format(
                Locale.ROOT,
                "\n\n    Setting: %s\n    Value:   %s%s",
                name,
                ShownSettings.of(String.valueOf(name), value),
                from);
    }
}
