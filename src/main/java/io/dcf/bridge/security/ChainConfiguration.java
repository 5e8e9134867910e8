package io.dcf.bridge.security;

import io.dcf.bridge.credential.Authenticator;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.limit.LoginFailures;
import io.dcf.bridge.problem.EmptyErrorFilter;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Refusal;
import io.dcf.bridge.problem.StatusProblems;
import io.dcf.bridge.route.Access;
import io.dcf.bridge.route.Firewall;
import io.dcf.bridge.route.RouteMatch;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** The filter chain of every port, built by Spring Security, with {@link RouteAuthorization} or, in mode none, {@link BindAddressPolicy}. */
@Configuration(proxyBeanMethods = false)
class ChainConfiguration {

    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    Firewall firewall() {
        return new Firewall();
    }

    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, rejected) -> problems.write(request, response, StatusProblems.of(400));
    }

    @Bean
    SecurityFilterChain securityChain(
            HttpSecurity http,
            SecurityProperties properties,
            Optional<Authenticator> authenticator,
            FunctionAccess functions,
            BindAddressPolicy policy,
            Ports ports,
            LoginFailures failures,
            Refusals refusals,
            Grants grants,
            ProblemWriter problems) {
        disableDefaults(http)
                .addFilterBefore(new EmptyErrorFilter(problems), WebAsyncManagerIntegrationFilter.class)
                .addFilterBefore(new OriginsFilter(properties.origins(), refusals), ExceptionTranslationFilter.class);
        if (authenticator.isPresent()) {
            var filter = new CredentialFilter(authenticator.get(), ports, failures, refusals);
            var routes = new RouteAuthorization(ports, functions, grants, refusals);
            http.addFilterBefore(filter, ExceptionTranslationFilter.class)
                    .authorizeHttpRequests(requests -> requests.anyRequest().access(routes))
                    .exceptionHandling(denied -> denied.accessDeniedHandler(routes));
        } else {
            http.addFilterBefore(new HostsFilter(properties.hosts(), refusals), OriginsFilter.class)
                    .authorizeHttpRequests(requests -> requests.anyRequest()
                            .access((caller, context) -> anonymous(context.getRequest(), policy, ports)))
                    .exceptionHandling(denied -> denied.accessDeniedHandler(
                            (request, response, e) -> refusals.refuse(request, response, Refusal.ANONYMOUS_ACCESS)));
        }
        return withoutAsync(http.build());
    }

    /** No request of the bridge is answered asynchronously, and Spring's filter for those costs 2.5 us per request. */
    private static SecurityFilterChain withoutAsync(DefaultSecurityFilterChain chain) {
        List<Filter> filters = new ArrayList<>(chain.getFilters());
        filters.removeIf(WebAsyncManagerIntegrationFilter.class::isInstance);
        return new DefaultSecurityFilterChain(chain.getRequestMatcher(), filters);
    }

    /** There are no sessions, and no pages of Spring Security; {@link HeadersValve} sets the headers. */
    private static HttpSecurity disableDefaults(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()));
    }

    private static AuthorizationDecision anonymous(HttpServletRequest request, BindAddressPolicy policy, Ports ports) {
        RouteMatch match = ports.match(request);
        boolean open = ports.isManagement(request) ? policy.managementIsOpen() : policy.apiIsOpen();
        if (!open && match.access() != Access.OPEN) {
            return new AuthorizationDecision(false);
        }
        match.authorize(request);
        return new AuthorizationDecision(true);
    }

    /** In place of Boot's registration, whose order would be a number in a file. */
    @Bean
    FilterRegistrationBean<Filter> securityFilter(@Qualifier("springSecurityFilterChain") Filter chain) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(chain);
        registration.setOrder(FilterAndValveOrder.SECURITY);
        registration.setDispatcherTypes(DispatcherType.REQUEST); // dispatches to the error page have passed it
        return registration;
    }
}
