package io.dcf.bridge.channel;

import io.dcf.bridge.certificate.GatewayCertificates;
import io.dcf.bridge.limit.LimitsProperties;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverProvider;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
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

/** Makes the connections to the gateway. The only class that uses net.devh's starter: docs/decisions/0002-net-devh.md. */
@Configuration(proxyBeanMethods = false)
class GatewayChannel {

    /** Bytes of a message besides its output: protobuf's tags and lengths, and unknown fields. */
    private static final int MAX_OVERHEAD = 1024;

    private static final String NAME = "gateway";

    /** Gateways put a function's output into the text of a status, which is a header; with gRPC's limit of 8 KiB even the code is lost. */
    private static final DataSize MAX_METADATA_SIZE = DataSize.ofKilobytes(64);

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

    /** Null without TLS. */
    @Bean
    @Nullable
    GatewayCertificates gatewayCertificates(GatewayProperties properties) {
        return GatewayCertificates.of(properties.tls(), properties.address()).orElse(null);
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
        return new AddressListProvider();
    }
}
