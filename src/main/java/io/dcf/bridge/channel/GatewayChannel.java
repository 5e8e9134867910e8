package io.dcf.bridge.channel;

import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverProvider;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.grpc.MetricCollectingClientInterceptor;
import io.micrometer.tracing.Tracer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.devh.boot.grpc.client.channelfactory.GrpcChannelConfigurer;
import net.devh.boot.grpc.client.channelfactory.GrpcChannelFactory;
import net.devh.boot.grpc.client.config.GrpcChannelProperties;
import net.devh.boot.grpc.client.config.GrpcChannelsProperties;
import net.devh.boot.grpc.client.config.NegotiationType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.util.unit.DataSize;

/** Makes the channel to the gateway. The only class that uses net.devh's starter: docs/decisions/0002-net-devh.md. */
@Configuration(proxyBeanMethods = false)
class GatewayChannel {

    /** Bytes of a message besides its output: protobuf's tags and lengths, and unknown fields. */
    private static final int MAX_OVERHEAD = 1024;

    private static final String NAME = "gateway";

    /** Gateways put a function's output into the text of a status, which is a header; with gRPC's limit of 8 KiB even the code is lost. */
    private static final DataSize MAX_METADATA_SIZE = DataSize.ofKilobytes(64);

    /** The channel with its interceptors. */
    @Bean
    Channel channelToGateway(
            Connections connections,
            GatewayProperties properties,
            WaitingCalls waiting,
            LastResponse lastResponse,
            MeterRegistry meters,
            Tracer tracer) {
        List<ClientInterceptor> interceptors = new ArrayList<>(List.of(
                new CallInterceptor(properties, waiting, lastResponse, connections),
                new MetricCollectingClientInterceptor(meters)));
        if (tracer != Tracer.NOOP) {
            interceptors.add(new SpanInterceptor(tracer));
        }
        return ClientInterceptors.interceptForward(connections, interceptors);
    }

    /** The gateway's methods: the guide's types, translated into the dialect of the settings. */
    @Bean
    GatewayFutureStub gatewayStub(@Qualifier("channelToGateway") Channel channel, GatewayProperties properties) {
        Dialect dialect = properties.dialect();
        String serviceName = properties.serviceName();
        boolean translates = dialect != Dialect.GUIDE || !serviceName.equals(dialect.serviceName());
        return GatewayGrpc.newFutureStub(
                translates
                        ? ClientInterceptors.intercept(channel, new DialectInterceptor(dialect, serviceName))
                        : channel);
    }

    /** The connections to the gateway in the settings or, if there is none, to the embedded one. */
    @Bean
    @DependsOn("grpcNameResolverRegistration")
    Connections connections(
            GrpcChannelFactory factory,
            GrpcChannelsProperties channels,
            GatewayProperties properties,
            LimitsProperties limits,
            @Qualifier("gatewayAddress") Optional<InetSocketAddress> embedded) {
        GrpcChannelProperties settings = new GrpcChannelProperties();
        settings.setAddress(GatewayTarget.of(properties, embedded));
        settings.setNegotiationType(properties.tls().enabled() ? NegotiationType.TLS : NegotiationType.PLAINTEXT);
        settings.getSecurity().setAuthorityOverride(properties.tls().serverName());
        settings.setEnableKeepAlive(true);
        settings.setKeepAliveTime(properties.keepalive());
        settings.setMaxInboundMetadataSize(MAX_METADATA_SIZE);
        settings.setMaxInboundMessageSize(DataSize.ofBytes(limits.replySize().toBytes() + MAX_OVERHEAD));
        return new Connections(IntStream.rangeClosed(1, properties.connections())
                .mapToObj(number -> {
                    channels.getClient().put(NAME + number, settings);
                    return (ManagedChannel)
                            factory.createChannel(NAME + number); // true as long as no global interceptor wraps it
                })
                .toList());
    }

    @Bean
    LastResponse lastResponse() {
        return new LastResponse();
    }

    @Bean
    WaitingCalls waitingCalls() {
        return new WaitingCalls();
    }

    /** Null without TLS. */
    @Bean
    @Nullable
    GatewayCertificates gatewayCertificates(GatewayProperties properties) {
        return GatewayCertificates.of(properties).orElse(null);
    }

    /** Callbacks never block, so they run on the transport's thread. Retries are decided by {@code ManagementCalls}. */
    @Bean
    GrpcChannelConfigurer gatewayChannelConfigurer(Optional<GatewayCertificates> certificates) {
        return (builder, name) -> {
            NettyChannelBuilder channel = (NettyChannelBuilder) builder;
            channel.directExecutor()
                    .disableRetry()
                    .disableServiceConfigLookUp()
                    .withOption(
                            ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) GatewayConnection.CONNECT_TIMEOUT.toMillis());
            certificates.ifPresent(own -> channel.sslContext(own.context()));
        };
    }

    /** Resolves targets with several addresses. */
    @Bean
    NameResolverProvider addressList() {
        return new AddressList.Provider();
    }

    @Bean
    MeterBinder gatewayConnections(Connections connections, WaitingCalls waiting) {
        return meters -> {
            for (ConnectivityState state : ConnectivityState.values()) {
                Gauge.builder("bridge.gateway.channel.state", connections, all -> all.count(state))
                        .description("connections to the gateway in the state")
                        .tag("state", state.name())
                        .register(meters);
            }
            Gauge.builder("bridge.gateway.calls.waiting", waiting, WaitingCalls::count)
                    .description("calls that wait for a connection or a free stream")
                    .register(meters);
        };
    }
}
