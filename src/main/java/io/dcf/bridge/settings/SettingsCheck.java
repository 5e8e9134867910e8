package io.dcf.bridge.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks all settings of the bridge before other beans are created, and reports all invalid ones together. */
@Configuration(proxyBeanMethods = false)
class SettingsCheck {

    private static final List<FailureAnalyzer> ANALYZERS =
            List.of(new SettingFailureAnalyzer(), new InvalidValueAnalyzer());

    /**
     * Spring creates this bean once validation messages can be read, and before Tomcat. It has no other hook between
     * these. Remove when: Spring Boot validates all records of settings before it creates the web server.
     *
     * <p>From here on there are no new bean definitions. Frozen, Spring caches which beans have a type; it would freeze
     * them only after it has created the web server, and with it most beans.
     */
    @Bean
    static ApplicationEventMulticaster applicationEventMulticaster(
            ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
        check(beans, environment);
        beans.freezeConfiguration();
        return new SimpleApplicationEventMulticaster(beans);
    }

    private static void check(ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
        List<FailureAnalysis> failures = new ArrayList<>(new UnknownSettings().in(environment));
        boolean hasUnknown = !failures.isEmpty();
        Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name ->
                        name.matches("bridge[\\w.-]*-io\\.dcf\\.(bridge|gateway)\\..*")) // the names that Boot gives to
                // records of settings
                .forEach(name -> {
                    try {
                        beans.getBean(name);
                    } catch (BeanCreationException e) {
                        if (!hasUnknown || !isUnbound(e)) {
                            failures.add(analysis(e));
                        }
                    }
                });
        if (!failures.isEmpty()) {
            throw new SettingsException(failures);
        }
    }

    /** Such a setting is reported as unknown already. */
    private static boolean isUnbound(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof UnboundConfigurationPropertiesException;
    }

    private static FailureAnalysis analysis(BeanCreationException failure) {
        for (FailureAnalyzer analyzer : ANALYZERS) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis;
            }
        }
        throw failure;
    }
}
