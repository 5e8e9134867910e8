package io.dcf.bridge.channel;

import io.dcf.bridge.certificate.TlsProperties;
import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the connection to the gateway.
 *
 * @param address the gateway: host:port, or a gRPC target such as dns:///gateway.functions:10000 or
 *     static://10.0.0.1:10000,10.0.0.2:10000. Empty starts the embedded one.
 * @param dialect the variant of the contract that the gateway implements: guide, dcf or openfx.
 * @param serviceName the full name of the gRPC service, such as pb.gateway. Empty is the dialect's own: pb.Gateway, or
 *     pb.FxGateway for openfx.
 * @param deadline the time limit of a management call.
 * @param invokeDeadline the time limit of an invocation or a stream; a client can set a shorter one with X-Timeout.
 * @param connections the number of connections to each address; gateways and proxies may allow only 100 concurrent calls on one, and
 *     further calls wait.
 * @param keepalive the time without data after which a ping checks the connection, while a call waits. By default, gateways close
 *     connections that ping more often than every 5 minutes.
 * @param forwardHeaders request headers that are sent to the gateway as metadata; none by default.
 * @param token the token that the bridge sends to the gateway with each call, as authorization: Bearer. Empty is none.
 * @param tls TLS to the gateway.
 * @param breaker the circuit breakers of calls to the gateway.
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

        @DefaultValue("guide") @NotNull Dialect dialect,

        @DefaultValue("")
        @Pattern(
                regexp = "|[_a-zA-Z][_a-zA-Z0-9]*(\\.[_a-zA-Z][_a-zA-Z0-9]*)*",
                message =
                        "must be the full name of a service, such as pb.Gateway; leave it empty for the dialect's own")
        String serviceName,

        @DefaultValue("30s") @NotNull @DurationBetween(min = "1ms", max = "1d")
        Duration deadline,

        @DefaultValue("10m") @NotNull @DurationBetween(min = "1ms", max = "365d")
        Duration invokeDeadline,

        @DefaultValue("1")
        @Min(value = 1, message = "must be 1 at least")
        @Max(value = 100, message = "must be 100 at most")
        int connections,

        @DefaultValue("5m") @NotNull @DurationBetween(min = "10s", max = "365d")
        Duration keepalive,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "(?!(" + NOT_FORWARDED + ")$)[-_a-z0-9]+",
                                message =
                                        "must be the name of a header, other than HTTP's and gRPC's own (such as host,"
                                                + " keep-alive, te, content-type, user-agent, accept-encoding, grpc-*,"
                                                + " *-bin) and the bridge's (x-http-*) and, of proxies' headers,"
                                                + " forwarded, x-forwarded-port and x-forwarded-ssl; leave it out")
                        String>
                forwardHeaders,

        @DefaultValue("") @Pattern(regexp = "[!-~]*", message = "must be printable ASCII without spaces")
        String token,

        @NestedConfigurationProperty @DefaultValue @NotNull @Valid
        TlsProperties tls,

        @DefaultValue @NotNull @Valid Breaker breaker)
        implements Validator {

    /**
     * The circuit breakers: one for calls that manage functions, and one for the invocations of each function.
     *
     * @param enabled whether calls are refused while the gateway, or the function, is down.
     * @param calls size of the sliding window; the breaker can open once half of it is filled.
     * @param failureRate the percentage of calls in the window that must fail to open the breaker.
     * @param pause the time until a trial call; it doubles after each failed trial, up to five times the value.
     */
    public record Breaker(
            @DefaultValue("true") boolean enabled,

            @DefaultValue("20")
            @Min(value = 2, message = "must be 2 at least")
            @Max(value = 10_000, message = "must be 10000 at most")
            int calls,

            @DefaultValue("50")
            @Min(value = 1, message = "must be 1 at least")
            @Max(value = 100, message = "must be 100 at most")
            int failureRate,

            @DefaultValue("1s") @NotNull @DurationBetween(min = "10ms", max = "1h")
            Duration pause) {}

    /**
     * Headers of a connection (RFC 9113, 8.2.2), headers that gRPC sets or drops, headers that the bridge sets, and headers of proxies that
     * it removes.
     */
    private static final String NOT_FORWARDED =
            "connection|proxy-connection|keep-alive|transfer-encoding|upgrade|te|trailer"
                    + "|host|expect|content-length|content-type|content-encoding|accept-encoding|user-agent|grpc-.*|.*-bin"
                    + "|x-http-.*|forwarded|x-forwarded-port|x-forwarded-ssl";

    private static final String PORT =
            "(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})";
    private static final String HOST_PORT = "([-._a-zA-Z0-9]+|\\[[0-9a-fA-F:]+]):" + PORT;

    public GatewayProperties {
        serviceName = serviceName.isEmpty() ? dialect.serviceName() : serviceName;
        forwardHeaders = forwardHeaders.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "GatewayProperties[address=" + address + ", dialect=" + dialect + "]";
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == GatewayProperties.class;
    }

    /** Checks settings in combination. */
    @Override
    public void validate(Object properties, Errors errors) {
        if (!isResolvable(address)) {
            errors.rejectValue(
                    "address", "unresolvable", "must contain valid host names, so without '_' or two dots in a row");
        }
        if (!token.isEmpty() && forwardHeaders.contains("authorization")) {
            errors.rejectValue(
                    "forwardHeaders",
                    "token",
                    "must not contain authorization, which bridge.gateway.token sets; use one of the two");
        }
    }

    /** Whether gRPC's resolver accepts all names; otherwise it fails when the channel is created. */
    static boolean isResolvable(String address) {
        String names = address.replaceFirst("^(static://|dns:///)", "");
        return names.isEmpty() || Arrays.stream(names.split(",")).allMatch(GatewayProperties::isHostAndPort);
    }

    private static boolean isHostAndPort(String name) {
        try {
            return new URI("//" + name).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
