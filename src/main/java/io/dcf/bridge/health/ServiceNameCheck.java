package io.dcf.bridge.health;

import io.dcf.bridge.channel.Dialect;
import io.dcf.bridge.channel.DialectInterceptor;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.gateway.guide.GatewayGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Explains a gateway without HealthCheck and List: tries the other names that its service can have, to suggest a setting. */
@Component
class ServiceNameCheck {

    /** The service's name in the guide's text; its clients, and so the dialect, write it with a capital letter. */
    private static final String NAME_IN_GUIDE = "pb.gateway";

    private static final String SETTINGS =
            "check bridge.gateway.address, bridge.gateway.dialect and bridge.gateway.service-name.";

    private final Dialect dialect;
    private final String service;
    private final List<ServiceProbe> others;

    ServiceNameCheck(GatewayProperties properties, @Qualifier("channelToGateway") Channel channel) {
        dialect = properties.dialect();
        service = properties.serviceName();
        others = Stream.concat(Arrays.stream(Dialect.values()).map(Dialect::serviceName), Stream.of(NAME_IN_GUIDE))
                .distinct()
                .filter(name -> !name.equals(service))
                .map(name -> probe(channel, name))
                .toList();
    }

    private ServiceProbe probe(Channel channel, String name) {
        var interceptor = new DialectInterceptor(dialect, name);
        return new ServiceProbe(name, GatewayGrpc.newFutureStub(ClientInterceptors.intercept(channel, interceptor)));
    }

    /** @param lacksService whether the gateway does not know the service, not only the methods */
    GatewayFinding find(boolean lacksService, Duration timeout) {
        Optional<ServiceProbe> other =
                others.stream().filter(each -> each.answers(timeout)).findFirst();
        if (other.isEmpty() && !lacksService && !dialect.requiresAllMethods()) {
            return new GatewayFinding(
                    true,
                    "It answers, but as " + service + " has neither HealthCheck nor List.",
                    "A gateway may have only Deploy, Update and Delete. If this is not one, " + SETTINGS);
        }
        String hint = other.map(each -> "It answers as " + each.name() + ": " + fix(each.name()))
                .orElse("Neither does it answer as " + names() + ": " + SETTINGS);
        return new GatewayFinding(false, "It does not answer as " + service + ".", hint);
    }

    private static String fix(String name) {
        String dialects = Arrays.stream(Dialect.values())
                .filter(each -> each.serviceName().equals(name))
                .map(Dialect::toString)
                .collect(Collectors.joining(" or "));
        return dialects.isEmpty()
                ? "set bridge.gateway.service-name=" + name + "."
                : "set bridge.gateway.dialect=" + dialects + ", and no bridge.gateway.service-name.";
    }

    private String names() {
        return others.stream().map(ServiceProbe::name).collect(Collectors.joining(" or "));
    }
}
