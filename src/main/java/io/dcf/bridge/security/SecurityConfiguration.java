package io.dcf.bridge.security;

import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The one chain, of every port: made by hand, since Spring's builder would bring sessions, observations of each filter
 * and a login page only to have them turned off.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String MODE = "bridge.security.mode";

    @Bean
    Refusals refusals(ProblemWriter problems, MeterRegistry meters, SecurityProperties properties) {
        return new Refusals(problems, meters, properties.mode());
    }

    @Bean
    @ConditionalOnProperty(name = MODE, havingValue = "token")
    Scheme tokens(SecurityProperties properties) {
        return new Tokens(properties);
    }

    @Bean
    @ConditionalOnProperty(name = MODE, havingValue = "basic")
    Scheme users(SecurityProperties properties) {
        return new Users(properties);
    }

    @Bean
    @ConditionalOnProperty(name = MODE, havingValue = "jwt")
    Scheme jwts(SecurityProperties properties) {
        return new Jwts(properties.jwt());
    }

    @Bean
    SecurityFilterChain securityChain(
            SecurityProperties properties,
            ObjectProvider<Scheme> scheme,
            FunctionAccess functions,
            Exposure exposure,
            ServletContext servlet,
            Refusals refusals) {
        Rules rules = new Rules();
        Ports ports = new Ports(servlet);
        Scheme asked = scheme.getIfAvailable();
        Filter gate = asked == null
                ? new AnonymousGate(rules, exposure, ports, refusals)
                : new Gate(rules, asked, functions, ports, refusals);
        return new DefaultSecurityFilterChain(
                AnyRequestMatcher.INSTANCE,
                new HeadersFilter(),
                new OriginsFilter(properties.origins(), refusals),
                gate);
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

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> securityHeaders() {
        return factory -> factory.addEngineValves(new HeadersValve());
    }
}
