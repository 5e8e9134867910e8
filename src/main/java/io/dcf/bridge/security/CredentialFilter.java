package io.dcf.bridge.security;

import io.dcf.bridge.credential.Authenticator;
import io.dcf.bridge.credential.Credentials;
import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.credential.PasswordChecks;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.LoginFailures;
import io.dcf.bridge.problem.Refusal;
import io.dcf.bridge.route.Access;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFilter;

/** Spring Security's authentication filter with an {@link Authenticator}. It reads no credentials where the route is open. */
final class CredentialFilter extends AuthenticationFilter {

    private final LoginFailures failures;
    private final Refusals refusals;

    CredentialFilter(Authenticator authenticator, Ports ports, LoginFailures failures, Refusals refusals) {
        super(managers(authenticator, failures), request -> credentials(request, authenticator.name()));
        this.failures = failures;
        this.refusals = refusals;
        setRequestMatcher(request -> ports.match(request).access() != Access.OPEN);
        setSuccessHandler((request, response, caller) -> request.setAttribute(Principal.class.getName(), caller));
        setFailureHandler(this::refuse);
    }

    private static AuthenticationManagerResolver<HttpServletRequest> managers(
            Authenticator authenticator, LoginFailures failures) {
        return request -> manager(authenticator, request, failures.areTooMany(request));
    }

    /** Authenticates one request, and leaves its {@link Identity} there for {@link RouteAuthorization}. */
    private static AuthenticationManager manager(
            Authenticator authenticator, HttpServletRequest request, boolean throttle) {
        return token -> {
            Identity identity = authenticator.authenticate(String.valueOf(token.getCredentials()), throttle);
            identity.assign(request);
            return identity.caller();
        };
    }

    private static @Nullable Authentication credentials(HttpServletRequest request, String scheme) {
        String credentials = Credentials.of(request, scheme);
        return credentials == null ? null : UsernamePasswordAuthenticationToken.unauthenticated("", credentials);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof PasswordChecks.BusyException) {
            refusals.refuse(request, response, Refusal.BUSY_PASSWORD_CHECKS);
        } else if (failure instanceof AuthenticationServiceException) {
            refusals.refuse(request, response, Refusal.UNREACHABLE_ISSUER);
        } else {
            refuseInvalid(request, response, failure);
        }
    }

    /** Limits wrong credentials only: clients that share an address, such as that of a proxy, cannot lock each other out. */
    private void refuseInvalid(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        try {
            failures.add(request);
            refusals.invalidCredentials(request, response, failure);
        } catch (LimitException e) {
            refusals.tooManyLoginFailures(request, response, e);
        }
    }
}
