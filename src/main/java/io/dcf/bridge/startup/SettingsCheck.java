package io.dcf.bridge.startup;

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

/** Stops the start before anything is started where settings of the bridge are wrong, and tells of all of them. */
@Configuration(proxyBeanMethods = false)
class SettingsCheck {

    private static final List<FailureAnalyzer> ANALYZERS =
            List.of(new SettingFailureAnalyzer(), new InvalidValueAnalyzer());

    /** Made once messages of validation can be read, and before Tomcat is: Spring has no other hook between these. */
    @Bean
    static ApplicationEventMulticaster applicationEventMulticaster(
            ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
        check(beans, environment);
        return new SimpleApplicationEventMulticaster(beans);
    }

    private static void check(ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
        List<FailureAnalysis> wrong = new ArrayList<>(new UnknownSettings().in(environment));
        boolean unknown = !wrong.isEmpty();
        Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name -> name.matches(
                        "bridge[\\w.-]*-io\\.dcf\\.(bridge|gateway)\\..*")) // as Boot names records of settings
                .forEach(name -> {
                    try {
                        beans.getBean(name);
                    } catch (BeanCreationException e) {
                        if (!unknown || !isUnbound(e)) {
                            wrong.add(analysis(e));
                        }
                    }
                });
        if (!wrong.isEmpty()) {
            throw new SettingsException(wrong);
        }
    }

    /** Such a setting has been told of. */
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
