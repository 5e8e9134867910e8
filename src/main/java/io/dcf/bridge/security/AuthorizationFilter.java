package io.dcf.bridge.security;

import io.dcf.bridge.credential.Authenticator;
import io.dcf.bridge.credential.Credentials;
import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.credential.PasswordChecks;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.LoginFailures;
import io.dcf.bridge.route.Access;
import io.dcf.bridge.route.RouteMatch;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Lets those in who may: looks up what the route asks, and only then who calls. */
final class AuthorizationFilter implements Filter {

    private final Authenticator scheme;
    private final FunctionAccess functions;
    private final Ports ports;
    private final LoginFailures failures;
    private final Refusals refusals;
    private final Grants grants;

    AuthorizationFilter(
            Authenticator scheme,
            FunctionAccess functions,
            Ports ports,
            LoginFailures failures,
            Refusals refusals,
            Grants grants) {
        this.scheme = scheme;
        this.functions = functions;
        this.ports = ports;
        this.failures = failures;
        this.refusals = refusals;
        this.grants = grants;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answered;
        RouteMatch match = ports.isManagement(request) ? Ports.match(request) : RouteTable.match(request);
        if (match.access() == Access.OPEN || admits(match, request, response)) {
            match.authorize(request);
            chain.doFilter(asked, answered);
        }
    }

    private boolean admits(RouteMatch match, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String credentials = Credentials.of(request, scheme.name());
        if (credentials == null) {
            refusals.unknown(request, response);
            return false;
        }
        try {
            Identity identity = scheme.authenticate(credentials, failures.areTooMany(request));
            Authentication caller = identity.caller();
            functions.require(caller, match);
            SecurityContextHolder.setContext(new SecurityContextImpl(caller)); // Spring's chain clears it
            request.setAttribute(Principal.class.getName(), caller);
            request.setAttribute(Grant.class.getName(), Grant.of(identity, match, functions, grants));
            return true;
        } catch (PasswordChecks.BusyException e) {
            refusals.busy(request, response);
        } catch (AuthenticationServiceException e) {
            refusals.unchecked(request, response);
        } catch (AuthenticationException e) {
            invalid(request, response, e);
        } catch (ForbiddenException e) {
            refusals.forbidden(request, response, e);
        }
        return false;
    }

    /** Only what is wrong is ever refused for being too much: a stranger locks nobody out who shares the address, such as that of a proxy. */
    private void invalid(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        try {
            failures.add(request);
            refusals.invalid(request, response, failure);
        } catch (LimitException e) {
            refusals.guessing(request, response, e);
        }
    }
}
