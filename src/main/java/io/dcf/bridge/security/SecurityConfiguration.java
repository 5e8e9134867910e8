package io.dcf.bridge.security;

import io.dcf.bridge.limit.LoginFailures;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
    Scheme scheme(SecurityProperties properties) {
        return switch (properties.mode()) {
            case NONE -> null;
            case TOKEN -> new Tokens(properties);
            case BASIC -> new Users(properties);
            case JWT -> new Jwts(properties.jwt());
        };
    }

    @Bean
    Rules rules() {
        return new Rules();
    }

    @Bean
    Ports ports(ServletContext servlet) {
        return new Ports(servlet);
    }

    @Bean
    Grants grants() {
        return new Grants();
    }

    @Bean
    RouteAccess routeAccess(Rules rules, Ports ports, Refusals refusals, SecurityProperties properties) {
        return new RouteAccess(rules, ports, refusals, properties.mode() == Mode.NONE);
    }

    /** As a bean of this type it stands before every handler, the actuator's among them. */
    @Bean
    MappedInterceptor routeInterceptor(RouteAccess access) {
        return new MappedInterceptor(null, access);
    }

    @Bean
    SecurityFilterChain securityChain(
            SecurityProperties properties,
            Optional<Scheme> scheme,
            FunctionAccess functions,
            Exposure exposure,
            Rules rules,
            Ports ports,
            LoginFailures failures,
            Refusals refusals,
            Grants grants,
            ProblemWriter problems) {
        Filter gate = scheme.<Filter>map(asked -> new Gate(rules, asked, functions, ports, failures, refusals, grants))
                .orElseGet(() -> new AnonymousGate(rules, exposure, ports, refusals));
        List<Filter> filters = new ArrayList<>(List.of(new EmptyErrorFilter(problems)));
        if (scheme.isEmpty()) {
            filters.add(new HostsFilter(properties.hosts(), refusals));
        }
        filters.add(new OriginsFilter(properties.origins(), rules, refusals));
        filters.add(gate);
        return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters);
    }

    /** By the name that Boot looks for, to register it on every port. */
    @Bean("springSecurityFilterChain")
    FilterChainProxy proxy(SecurityFilterChain chain, ProblemWriter problems) {
        FilterChainProxy proxy = new FilterChainProxy(List.of(chain));
        proxy.setFirewall(new Firewall());
        proxy.setRequestRejectedHandler(
                (request, response, rejected) -> problems.write(request, response, Problems.bare(400)));
        return proxy;
    }
}
