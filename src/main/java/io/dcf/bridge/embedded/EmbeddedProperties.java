package io.dcf.bridge.embedded;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded gateway listens; it starts only where no gateway is named, or where bridge.mode is gateway.
 *
 * @param address the interface it listens on.
 * @param port the port it listens on; 0 takes a free one.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.embedded", ignoreUnknownFields = false)
record EmbeddedProperties(
        @DefaultValue("127.0.0.1") InetAddress address,

        @DefaultValue("32222")
        @Min(value = 0, message = "must be a port, 0 to 65535")
        @Max(value = 65535, message = "must be a port, 0 to 65535")
        int port) {}
