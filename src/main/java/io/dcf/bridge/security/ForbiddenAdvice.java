package io.dcf.bridge.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a {@link ForbiddenException} of a controller like one of {@link RouteAuthorization}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ForbiddenAdvice {

    private final Refusals refusals;

    ForbiddenAdvice(Refusals refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    void answer(ForbiddenException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        refusals.missingAuthority(request, response, failure);
    }
}
