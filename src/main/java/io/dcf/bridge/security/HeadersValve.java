package io.dcf.bridge.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Sets the {@link SecurityHeaders} before Tomcat checks a request, so that Tomcat's own errors have them too. */
final class HeadersValve extends ValveBase {

    private final CorsConfiguration allowed;
    private final DefaultCorsProcessor cors = new DefaultCorsProcessor();

    HeadersValve(CorsConfiguration allowed) {
        super(true);
        this.allowed = allowed;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        SecurityHeaders.write(request, response);
        if (response.isErrorReportRequired() && allowed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null) {
            cors.processRequest(allowed, request, response); // Tomcat refused it before OriginsFilter
        }
        getNext().invoke(request, response);
    }
}
