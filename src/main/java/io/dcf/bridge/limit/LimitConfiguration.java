package io.dcf.bridge.limit;

import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Sizes the limits by the heap and the kind of threads of this process. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Capacity capacity(LimitsProperties limits, Environment environment) {
        return Capacity.of(limits, Runtime.getRuntime().maxMemory(), Threading.VIRTUAL.isActive(environment));
    }
}
