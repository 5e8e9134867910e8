package io.dcf.bridge.invocation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What reaches functions that speak HTTP.
 *
 * @param passAuthorization lets functions see Authorization, by which callers say to the bridge who they are.
 * @param passCookies lets functions see cookies.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.http-functions", ignoreUnknownFields = false)
record HttpFunctionProperties(
        @DefaultValue("false") boolean passAuthorization,
        @DefaultValue("false") boolean passCookies) {}
