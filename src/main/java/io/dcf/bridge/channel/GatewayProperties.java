package io.dcf.bridge.channel;

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
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway is reached.
 *
 * @param address the gateway: host:port, or a gRPC target such as dns:///gateway.functions:10000 or
 *     static://10.0.0.1:10000,10.0.0.2:10000. Empty starts the embedded one.
 * @param dialect the spelling of the contract that the gateway speaks: guide, dcf or openfx.
 * @param serviceName the gRPC service's full name, such as pb.gateway. Empty is the dialect's own: pb.Gateway, of openfx
 *     pb.FxGateway.
 * @param deadline how long a management call may take.
 * @param invokeDeadline how long an invocation, or a stream of them, may take; a caller can ask for less with X-Timeout, never for more.
 * @param connections how many connections the calls are shared among, to each address; gateways and proxies may allow no more than
 *     a hundred calls at once by one, and the rest waits.
 * @param keepalive how long the gateway may be silent while a call waits before it is pinged; gateways hang up on whoever
 *     pings more often than they allow, which is every 5 minutes unless they say otherwise.
 * @param forwardHeaders request headers that cross to the gateway as metadata; none by default.
 * @param token the token that the bridge sends to the gateway with each call, as authorization: Bearer; none where empty.
 * @param tls how TLS is spoken to the gateway.
 * @param breaker when calls that are likely to fail are refused rather than sent.
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
                message = "must be a service's full name, such as pb.Gateway; leave it empty for the dialect's own")
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
                                        "must be the name of a header, other than HTTP's and gRPC's own (such as host, keep-alive,"
                                                + " te, content-type, user-agent, accept-encoding, grpc-*, *-bin) and the bridge's (x-http-*)"
                                                + " and, of proxies' headers, forwarded, x-forwarded-port and x-forwarded-ssl;"
                                                + " leave it out")
                        String>
                forwardHeaders,

        @DefaultValue("") @Pattern(regexp = "[!-~]*", message = "must be printable ASCII without spaces")
        String token,

        @DefaultValue @NotNull @Valid Tls tls,

        @DefaultValue @NotNull @Valid Breaker breaker)
        implements Validator {

    /**
     * How TLS is spoken to the gateway. The files are PEM, and read again when they change.
     *
     * @param enabled whether the gateway is spoken to with TLS.
     * @param ca file of the certificates that sign the gateway's; those that the JDK trusts where empty.
     * @param certificate file of the bridge's own certificate and what signs it, for a gateway that asks for one.
     * @param key file of the own certificate's private key, without a password.
     * @param serverName the name that the gateway's certificate bears, where it is not the address's.
     */
    public record Tls(
            boolean enabled,
            @DefaultValue("") String ca,
            @DefaultValue("") String certificate,
            @DefaultValue("") String key,

            @DefaultValue("")
            @Pattern(regexp = "|[-._a-zA-Z0-9]+", message = "must be the name of a host, such as gateway.example.org")
            String serverName) {}

    /**
     * When calls are not sent, since those before them failed: those that manage functions, or those of one function.
     *
     * @param enabled whether calls that are likely to fail are refused at once, rather than sent and waited for.
     * @param calls by how many of the last calls is decided that the gateway, or a function, is down; by half as many where
     *     there were no more yet.
     * @param failureRate how many in a hundred of these have to have failed by the gateway's fault.
     * @param pause after what time one call is let through to try; twice as long each time it fails, up to five times as long.
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
     * Those that a connection has for itself (RFC 9113, 8.2.2), those that gRPC sets or drops, those that the bridge sets, and those
     * of proxies that it removes.
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

    /** What one setting alone does not show. */
    @Override
    public void validate(Object properties, Errors errors) {
        if (!isResolvable(address)) {
            errors.rejectValue(
                    "address",
                    "unresolvable",
                    "must name hosts that DNS can have, so without '_' or two dots in a row");
        }
        if (!token.isEmpty() && forwardHeaders.contains("authorization")) {
            errors.rejectValue(
                    "forwardHeaders",
                    "token",
                    "must not name authorization, which bridge.gateway.token sets; use one of the two");
        }
    }

    /** Whether gRPC's resolver takes each of the names, as it does only when the channel is made. */
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
