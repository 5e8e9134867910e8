package io.dcf.bridge.api;

import io.dcf.bridge.credential.Identity;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.route.Routes;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the client to itself. */
@RestController
class CallerController {

    private final SecurityProperties security;

    CallerController(SecurityProperties security) {
        this.security = security;
    }

    /**
     * Describe the client. Returns how clients authenticate at this bridge, and the client's name and authorities. The operation needs no
     * credentials; credentials that are sent must be valid.
     *
     * @return the client and its authorities
     */
    @GetMapping(path = Routes.CALLER_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Caller caller(HttpServletRequest request) {
        return Caller.of(security.mode(), Identity.of(request));
    }
}
