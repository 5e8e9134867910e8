package io.dcf.bridge.security;

import io.dcf.bridge.credential.Authenticator;
import io.dcf.bridge.credential.Jwts;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.credential.Tokens;
import io.dcf.bridge.credential.Users;
import io.dcf.bridge.problem.ProblemWriter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Beans that the filter chain and the controllers share. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    Refusals refusals(ProblemWriter problems, MeterRegistry meters, SecurityProperties properties) {
        return new Refusals(problems, meters, properties.mode());
    }

    /** Null in mode none. */
    @Bean
    @Nullable
    Authenticator scheme(SecurityProperties properties, @Qualifier("taskScheduler") TaskScheduler scheduler) {
        return switch (properties.mode()) {
            case NONE -> null;
            case TOKEN -> new Tokens(properties, scheduler);
            case BASIC -> new Users(properties, scheduler);
            case JWT -> new Jwts(properties.jwt());
        };
    }

    @Bean
    Ports ports(ServletContext servlet) {
        return new Ports(servlet);
    }

    @Bean
    Grants grants(@Qualifier("taskScheduler") TaskScheduler scheduler) {
        return new Grants(scheduler);
    }

    @Bean
    RouteAccessCheck routeAccess(Ports ports, Refusals refusals, SecurityProperties properties) {
        return new RouteAccessCheck(ports, refusals, properties.mode() == SecurityMode.NONE);
    }

    /** As a bean of this type it stands before every handler, the actuator's among them. */
    @Bean
    MappedInterceptor routeInterceptor(RouteAccessCheck access) {
        return new MappedInterceptor(null, access);
    }
}
