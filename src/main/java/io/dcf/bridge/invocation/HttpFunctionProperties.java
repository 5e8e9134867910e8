package io.dcf.bridge.invocation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Credentials that are passed on to functions that speak HTTP.
 *
 * @param passAuthorization passes the Authorization header, which authenticates clients to the bridge, on to functions.
 * @param passCookies passes cookies on to functions.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.http-functions", ignoreUnknownFields = false)
record HttpFunctionProperties(
        @DefaultValue("false") boolean passAuthorization,
        @DefaultValue("false") boolean passCookies) {}
