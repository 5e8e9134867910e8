package io.dcf.bridge.gateway;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMax;
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
 * @param forwardHeaders request headers that cross to the gateway as metadata; none by default.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
        @DefaultValue("")
        @Pattern(
                regexp = "|dns:///" + HOST_PORT + "|(static://)?" + HOST_PORT + "(," + HOST_PORT + ")*",
                message = "must be host:port, dns:///host:port or static://host:port,host:port;"
                        + " leave it empty to start the embedded gateway")
        String address,

        @DefaultValue("30s")
        @NotNull
        @DurationMin(millis = 1, message = "must be longer than nothing, such as 30s")
        @DurationMax(days = 1, message = "must be a day at most")
        Duration deadline,

        @DefaultValue("10m")
        @NotNull
        @DurationMin(millis = 1, message = "must be longer than nothing, such as 10m")
        @DurationMax(days = 365, message = "must be a year at most")
        Duration invokeDeadline,

        @DefaultValue
        List<
                        @Pattern(
                                regexp =
                                        "(?!grpc-|(connection|content-length|host|te|transfer-encoding|upgrade)$)[-_a-z0-9]+(?<!-bin)",
                                message = "must be the name of a header, other than HTTP's and gRPC's own")
                        String>
                forwardHeaders) {

    private static final String PORT =
            "(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})";
    private static final String HOST_PORT = "([-._a-zA-Z0-9]+|\\[[0-9a-fA-F:]+]):" + PORT;

    public GatewayProperties {
        forwardHeaders = forwardHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
