package io.dcf.bridge.gateway;

import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import io.micrometer.tracing.Tracer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.devh.boot.grpc.client.channelfactory.GrpcChannelConfigurer;
import net.devh.boot.grpc.client.channelfactory.GrpcChannelFactory;
import net.devh.boot.grpc.client.config.GrpcChannelProperties;
import net.devh.boot.grpc.client.config.GrpcChannelsProperties;
import net.devh.boot.grpc.client.config.NegotiationType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Makes the channel to the gateway; the one file that knows net.devh (see docs/decisions). */
@Configuration(proxyBeanMethods = false)
class GatewayChannel {

    private static final String NAME = "gateway";

    /** Gateways put what a function said into a status's text, which travels as a header; gRPC's 8 KiB lose even the code. */
    private static final DataSize LONG_STATUS = DataSize.ofKilobytes(64);

    /** The channel to the gateway that is named in the settings or, where none is, served in this process. */
    @Bean
    Channel channelToGateway(
            GrpcChannelFactory factory,
            GrpcChannelsProperties channels,
            GatewayProperties properties,
            MeterRegistry meters,
            Tracer tracer,
            @Qualifier("gatewayAddress") Optional<InetSocketAddress> served) {
        GrpcChannelProperties settings =
                channels.getClient().computeIfAbsent(NAME, name -> new GrpcChannelProperties());
        settings.setAddress(target(properties, served));
        settings.setNegotiationType(NegotiationType.PLAINTEXT);
        settings.setMaxInboundMetadataSize(LONG_STATUS);
        List<ClientInterceptor> interceptors = new ArrayList<>(
                List.of(new CallInterceptor(properties), new MetricCollectingClientInterceptor(meters)));
        if (tracer != Tracer.NOOP) {
            interceptors.add(new SpanInterceptor(tracer));
        }
        return factory.createChannel(NAME, interceptors);
    }

    /** The gateway's methods, typed as the guide's and called in the dialect that is set. */
    @Bean
    GatewayFutureStub gatewayStub(Channel channelToGateway, GatewayProperties properties) {
        var dialect = new DialectInterceptor(properties.dialect(), properties.serviceName());
        return GatewayGrpc.newFutureStub(ClientInterceptors.intercept(channelToGateway, dialect));
    }

    /** Callbacks of this channel never block, so they run where the answer arrives; retries are ours to decide. */
    @Bean
    GrpcChannelConfigurer gatewayChannelConfigurer() {
        return (channel, name) -> channel.directExecutor().disableRetry();
    }

    @Bean
    MeterBinder gatewayChannelState(GrpcChannelFactory factory) {
        return meters -> {
            for (ConnectivityState state : ConnectivityState.values()) {
                Gauge.builder(
                                "bridge.gateway.channel.state",
                                factory,
                                all -> all.getConnectivityState().get(NAME) == state ? 1 : 0)
                        .description("1 for the state that the channel to the gateway is in")
                        .tag("state", state.name())
                        .register(meters);
            }
        };
    }

    private static String target(GatewayProperties properties, Optional<InetSocketAddress> served) {
        String address = properties.address();
        if (address.isEmpty()) {
            return served.map(GatewayChannel::target)
                    .orElseThrow(() -> new IllegalStateException("no gateway is named and none is served here"));
        }
        if (address.contains("//")) {
            return address;
        }
        return (address.contains(",") ? "static://" : "dns:///") + address;
    }

    private static String target(InetSocketAddress served) {
        InetAddress address = served.getAddress();
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        return "static://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + served.getPort();
    }
}
