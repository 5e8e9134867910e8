package io.dcf.bridge.security;

import io.dcf.bridge.credential.Authenticator;
import io.dcf.bridge.credential.Jwts;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.credential.Tokens;
import io.dcf.bridge.credential.Users;
import io.dcf.bridge.limit.LoginFailures;
import io.dcf.bridge.problem.EmptyErrorFilter;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.route.RequestOrder;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.servlet.handler.MappedInterceptor;

/**
 * The one chain, of every port: made by hand, since Spring's builder would bring sessions, observations of each filter
 * and a login page only to have them turned off.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    Refusals refusals(ProblemWriter problems, MeterRegistry meters, SecurityProperties properties) {
        return new Refusals(problems, meters, properties.mode());
    }

    /** None where nobody is asked. */
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

    @Bean
    SecurityFilterChain securityChain(
            SecurityProperties properties,
            Optional<Authenticator> scheme,
            FunctionAccess functions,
            BindAddressPolicy exposure,
            Ports ports,
            LoginFailures failures,
            Refusals refusals,
            Grants grants,
            ProblemWriter problems) {
        Filter gate = scheme.<Filter>map(
                        asked -> new AuthorizationFilter(asked, functions, ports, failures, refusals, grants))
                .orElseGet(() -> new AnonymousAccessFilter(exposure, ports, refusals));
        List<Filter> filters = new ArrayList<>(List.of(new EmptyErrorFilter(problems)));
        if (scheme.isEmpty()) {
            filters.add(new HostsFilter(properties.hosts(), refusals));
        }
        filters.add(new OriginsFilter(properties.origins(), refusals));
        filters.add(gate);
        return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters);
    }

    /** In place of Boot's registration, whose order would be a number in a file. */
    @Bean
    FilterRegistrationBean<FilterChainProxy> securityFilter(FilterChainProxy proxy) {
        FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(proxy);
        registration.setOrder(RequestOrder.SECURITY);
        registration.setDispatcherTypes(DispatcherType.REQUEST); // dispatches to the error page have passed it
        return registration;
    }

    /** By the name that Boot looks for, to register it on the actuator's own port, too. */
    @Bean("springSecurityFilterChain")
    FilterChainProxy proxy(SecurityFilterChain chain, ProblemWriter problems) {
        FilterChainProxy proxy = new FilterChainProxy(List.of(chain));
        proxy.setFirewall(new Firewall());
        proxy.setRequestRejectedHandler(
                (request, response, rejected) -> problems.write(request, response, Problems.bare(400)));
        return proxy;
    }
}
