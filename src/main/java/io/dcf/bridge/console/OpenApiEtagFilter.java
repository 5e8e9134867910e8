package io.dcf.bridge.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Adds an ETag to the OpenAPI document, so that a client that has it gets a 304. It is weak, because the response may be compressed. */
@Component
class OpenApiEtagFilter extends ShallowEtagHeaderFilter {

    OpenApiEtagFilter() {
        setWriteWeakETag(true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI()
                .substring(request.getContextPath().length())
                .startsWith("/v3/api-docs");
    }
}
