package io.dcf.bridge.gateway;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway is reached.
 *
 * @param address the gateway: host:port, or a gRPC target such as dns:///gateway.functions:10000 or
 *     static://10.0.0.1:10000,10.0.0.2:10000. Empty starts the embedded one.
 * @param deadline how long a management call may take.
 * @param invokeDeadline how long an invocation may take; a caller can ask for less with X-Timeout, never for more.
 * @param forwardHeaders request headers that cross to the gateway as metadata, in lower case; none by default.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
        @DefaultValue("")
        @Pattern(
                regexp = "|((dns:///|static://)?[-._a-zA-Z0-9]+:[0-9]{1,5}(,[-._a-zA-Z0-9]+:[0-9]{1,5})*)",
                message = "must be host:port, dns:///host:port or static://host:port,host:port;"
                        + " leave it empty to start the embedded gateway")
        String address,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 1, message = "must be longer than nothing, such as 30s")
        Duration deadline,

        @DefaultValue("10m") @NotNull @DurationMin(millis = 1, message = "must be longer than nothing, such as 10m")
        Duration invokeDeadline,

        @DefaultValue
        List<
                        @Pattern(
                                regexp =
                                        "(?!grpc-|content-length|connection|te|transfer-encoding|host)[-a-z0-9]+(?<!-bin)",
                                message = "must be a header's name in lower case, not one of HTTP's or gRPC's own")
                        String>
                forwardHeaders) {

    public GatewayProperties {
        forwardHeaders = List.copyOf(forwardHeaders);
    }
}
