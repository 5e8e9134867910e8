package io.dcf.bridge.proxy;

import io.dcf.bridge.route.RequestOrder;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Makes the prefix that a trusted proxy cut from the path a part of the context path, so that links name what the caller can reach. All
 * else that proxies report is in the request already, and a stranger's prefix is not.
 */
@Component
@Order(RequestOrder.PREFIX)
class PrefixFilter extends ForwardedHeaderFilter {

    PrefixFilter() {
        setRelativeRedirects(true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-Prefix") == null;
    }
}
