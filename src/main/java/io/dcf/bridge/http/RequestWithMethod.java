package io.dcf.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request with another method than its client sent. */
public final class RequestWithMethod extends HttpServletRequestWrapper {

    private final String method;

    public RequestWithMethod(HttpServletRequest request, String method) {
        super(request);
        this.method = method;
    }

    @Override
    public String getMethod() {
        return method;
    }
}
