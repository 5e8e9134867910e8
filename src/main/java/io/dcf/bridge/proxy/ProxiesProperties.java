package io.dcf.bridge.proxy;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * Trusted proxies in front of the bridge.
 *
 * @param trusted addresses, or networks such as 10.0.0.0/8, of the proxies whose forwarded headers are trusted; none by
 *     default.
 * @param header which headers these proxies set, or remove if a client sent them: x-forwarded (X-Forwarded-For, -Proto,
 *     -Host, -Port and -Prefix) or forwarded (RFC 7239, with X-Forwarded-Prefix). The bridge ignores the others.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.proxies", ignoreUnknownFields = false)
public record ProxiesProperties(
        @DefaultValue List<String> trusted,
        @DefaultValue("x-forwarded") @NotNull Header header) implements Validator {

    enum Header {
        X_FORWARDED,
        FORWARDED;

        @Override
        public String toString() {
            return this == FORWARDED ? "forwarded" : "x-forwarded";
        }
    }

    List<Network> networks() {
        return trusted.stream().map(Network::of).toList();
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == ProxiesProperties.class;
    }

    @Override
    public void validate(Object properties, Errors errors) {
        for (int i = 0; i < trusted.size(); i++) {
            try {
                Network.of(trusted.get(i));
            } catch (IllegalArgumentException e) {
                errors.rejectValue(
                        "trusted[" + i + "]",
                        "network",
                        "must be an address, such as 10.0.0.7 or fd00::7, or a network, such as 10.0.0.0/8; names are not resolved");
            }
        }
    }
}
