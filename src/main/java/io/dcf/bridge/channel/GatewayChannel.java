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
import java.net.InetAddress;
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

/** Makes the channel to the gateway; the one file that knows net.devh (see docs/decisions). */
@Configuration(proxyBeanMethods = false)
class GatewayChannel {

    /** What a message has beside its output: protobuf's tags and lengths, and fields that the bridge does not know. */
    private static final int BESIDE_OUTPUT = 1024;

    private static final String NAME = "gateway";

    /** Gateways put what a function said into a status's text, which travels as a header; gRPC's 8 KiB lose even the code. */
    private static final DataSize LONG_STATUS = DataSize.ofKilobytes(64);

    /** The channel, with what each call takes along and leaves behind. */
    @Bean
    Channel channelToGateway(
            Connections connections,
            GatewayProperties properties,
            WaitingCalls waiting,
            LastResponse answers,
            MeterRegistry meters,
            Tracer tracer) {
        List<ClientInterceptor> interceptors = new ArrayList<>(List.of(
                new CallInterceptor(properties, waiting, answers, connections),
                new MetricCollectingClientInterceptor(meters)));
        if (tracer != Tracer.NOOP) {
            interceptors.add(new SpanInterceptor(tracer));
        }
        return ClientInterceptors.interceptForward(connections, interceptors);
    }

    /** The gateway's methods, typed as the guide's and called in the dialect that is set. */
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

    /** The connections to the gateway that is named in the settings or, where none is, served in this process. */
    @Bean
    @DependsOn("grpcNameResolverRegistration")
    Connections connections(
            GrpcChannelFactory factory,
            GrpcChannelsProperties channels,
            GatewayProperties properties,
            LimitsProperties limits,
            @Qualifier("gatewayAddress") Optional<InetSocketAddress> served) {
        GrpcChannelProperties settings = new GrpcChannelProperties();
        settings.setAddress(target(properties, served));
        settings.setNegotiationType(properties.tls().enabled() ? NegotiationType.TLS : NegotiationType.PLAINTEXT);
        settings.getSecurity().setAuthorityOverride(properties.tls().serverName());
        settings.setEnableKeepAlive(true);
        settings.setKeepAliveTime(properties.keepalive());
        settings.setMaxInboundMetadataSize(LONG_STATUS);
        settings.setMaxInboundMessageSize(DataSize.ofBytes(limits.replySize().toBytes() + BESIDE_OUTPUT));
        return new Connections(IntStream.rangeClosed(1, properties.connections())
                .mapToObj(number -> {
                    channels.getClient().put(NAME + number, settings);
                    return (ManagedChannel)
                            factory.createChannel(NAME + number); // as it is where nothing intercepts all
                })
                .toList());
    }

    @Bean
    LastResponse answers() {
        return new LastResponse();
    }

    @Bean
    WaitingCalls waitingCalls() {
        return new WaitingCalls();
    }

    /** None where TLS is not wanted. */
    @Bean
    @Nullable
    GatewayCertificates gatewayCertificates(GatewayProperties properties) {
        return GatewayCertificates.of(properties).orElse(null);
    }

    /** Callbacks of this channel never block, so they run where the answer arrives; retries are ours to decide. */
    @Bean
    GrpcChannelConfigurer gatewayChannelConfigurer(Optional<GatewayCertificates> certificates) {
        return (builder, name) -> {
            NettyChannelBuilder channel = (NettyChannelBuilder) builder;
            channel.directExecutor()
                    .disableRetry()
                    .disableServiceConfigLookUp()
                    .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) GatewayConnection.CONNECT_TIMEOUT.toMillis());
            certificates.ifPresent(own -> channel.sslContext(own.context()));
        };
    }

    /** For targets with several addresses. */
    @Bean
    NameResolverProvider addressList() {
        return new AddressList.Provider();
    }

    @Bean
    MeterBinder gatewayConnections(Connections connections, WaitingCalls waiting) {
        return meters -> {
            for (ConnectivityState state : ConnectivityState.values()) {
                Gauge.builder("bridge.gateway.channel.state", connections, all -> all.count(state))
                        .description("how many connections to the gateway are in the state")
                        .tag("state", state.name())
                        .register(meters);
            }
            Gauge.builder("bridge.gateway.calls.waiting", waiting, WaitingCalls::count)
                    .description("calls that wait for a connection, or for the gateway to allow one more by it")
                    .register(meters);
        };
    }

    private static String target(GatewayProperties properties, Optional<InetSocketAddress> served) {
        String address = properties.address();
        if (address.isEmpty()) {
            address = served.map(GatewayChannel::address)
                    .orElseThrow(() -> new IllegalStateException("no gateway is named and none is served here"));
        }
        return target(address);
    }

    /** The address of the settings, as a URI that {@link AddressList} or gRPC's own resolver takes. */
    static String target(String address) {
        boolean list = address.startsWith("static://") || address.contains(",");
        String names = address.replaceFirst("^(static://|dns:///)", ""); // URIs take neither lists nor IPv6 as they are
        return (list ? "static:///" : "dns:///") + names.replace("[", "%5B").replace("]", "%5D");
    }

    private static String address(InetSocketAddress served) {
        InetAddress address = served.getAddress();
        String host = (address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address).getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + served.getPort();
    }
}
