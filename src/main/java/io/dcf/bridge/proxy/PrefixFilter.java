package io.dcf.bridge.proxy;

import io.dcf.bridge.filters.FilterAndValveOrder;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Adds the prefix that a trusted proxy removed from the path to the context path, so that links work for the client.
 * {@link ForwardedValve} has applied the other headers, and removed those of untrusted clients.
 */
@Component
@Order(FilterAndValveOrder.PREFIX)
class PrefixFilter extends ForwardedHeaderFilter {

    PrefixFilter() {
        setRelativeRedirects(true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-Prefix") == null;
    }
}
