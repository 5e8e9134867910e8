package io.dcf.bridge.security;

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

/** In place of the {@link AuthorizationFilter} where nobody is asked who calls: open where {@link BindAddressPolicy} says so, else for health alone. */
final class AnonymousAccessFilter implements Filter {

    private final BindAddressPolicy exposure;
    private final Ports ports;
    private final Refusals refusals;

    AnonymousAccessFilter(BindAddressPolicy exposure, Ports ports, Refusals refusals) {
        this.exposure = exposure;
        this.ports = ports;
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        RouteMatch match = RouteTable.match(request);
        if (isOpen(request, match)) {
            match.authorize(request);
            chain.doFilter(asked, answered);
        } else {
            refusals.closed(request, (HttpServletResponse) answered);
        }
    }

    private boolean isOpen(HttpServletRequest request, RouteMatch match) {
        return ports.isManagement(request)
                ? exposure.managementIsOpen() || Ports.isReading(request)
                : exposure.apiIsOpen() || match.access() == Access.OPEN;
    }
}
