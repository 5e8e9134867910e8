package io.dcf.bridge.security;

import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.route.RouteMatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Authorizes requests by the route table, for the caller that {@link CredentialFilter} found. Used in every mode except none. */
final class RouteAuthorization implements AuthorizationManager<RequestAuthorizationContext>, AccessDeniedHandler {

    private final Ports ports;
    private final FunctionAccess functions;
    private final Grants grants;
    private final Refusals refusals;

    RouteAuthorization(Ports ports, FunctionAccess functions, Grants grants, Refusals refusals) {
        this.ports = ports;
        this.functions = functions;
        this.grants = grants;
        this.refusals = refusals;
    }

    /** Throws a {@link ForbiddenException} if the caller lacks an authority. */
    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        RouteMatch match = ports.match(request);
        Identity identity = Identity.of(request);
        if (identity != null) {
            functions.require(identity.caller(), match);
            request.setAttribute(Grant.class.getName(), Grant.of(identity, match, functions, grants));
        } else if (match.access().requiresCredentials()) {
            return new AuthorizationDecision(false);
        }
        match.authorize(request);
        return new AuthorizationDecision(true);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        if (failure instanceof ForbiddenException forbidden) {
            refusals.missingAuthority(request, response, forbidden);
        } else {
            refusals.missingCredentials(request, response);
        }
    }
}
