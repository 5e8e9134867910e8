package io.dcf.bridge.proxy;

import java.util.List;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Stops the start where a setting of Spring Boot would trust forwarded headers without {@link ForwardedValve}. */
@Component
final class ForwardedHeadersCheck {

    private static final List<String> SETTINGS = List.of(
            "server.forward-headers-strategy",
            "server.tomcat.remoteip.remote-ip-header",
            "server.tomcat.remoteip.protocol-header");

    ForwardedHeadersCheck(Environment environment) {
        for (String setting : SETTINGS) {
            String value = environment.getProperty(setting, "");
            if (!value.isBlank() && !value.equalsIgnoreCase("none")) {
                throw new InvalidConfigurationPropertyValueException(
                        setting,
                        value,
                        "is not supported: remove it, and set bridge.proxies.trusted to the addresses of your proxies");
            }
        }
    }
}
