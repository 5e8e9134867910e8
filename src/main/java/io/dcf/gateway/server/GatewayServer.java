package io.dcf.gateway.server;

import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.service.HttpMetadataInterceptor;
import io.dcf.gateway.service.NamedServices;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/** The gRPC server of the gateway: its services, health checks and reflection on one port, within the limits of the settings. */
final class GatewayServer implements AutoCloseable {

    /** Size of what a message holds beside its input: the function's name, tags and lengths. */
    private static final int OTHER_FIELDS_BYTES = 1024;

    private static final int GRACE_SECONDS = 5;

    private final CallThreads threads;
    private final ConnectionLimiter connections;
    private final Server server;

    /**
     * Starts it; throws {@link EmbeddedPortException} if it cannot listen.
     *
     * @param maxInput maximum size of a function's input
     */
    GatewayServer(EmbeddedProperties properties, DataSize maxInput, Engine engine, ServerCredentials credentials) {
        InetSocketAddress address = new InetSocketAddress(properties.address(), properties.port());
        threads = new CallThreads(properties.limits().threads());
        connections = new ConnectionLimiter(properties.limits().connections());
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(address, credentials)
                .maxInboundMessageSize(Math.toIntExact(maxInput.toBytes() + OTHER_FIELDS_BYTES))
                .addServices(NamedServices.of(engine, properties.definitions(), properties.numbering()))
                .addService(health.getHealthService());
        addReflection(builder);
        limit(builder, properties.limits());
        if (!properties.tokens().isEmpty()) {
            builder.intercept(new TokenInterceptor(properties.tokens())); // runs first, since it is added last
        }
        server = builder.build();
        server.getServices()
                .forEach(service ->
                        health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
        try {
            server.start();
        } catch (IOException e) {
            connections.close();
            throw new EmbeddedPortException(address, e);
        }
    }

    private void limit(NettyServerBuilder builder, ServerLimits limits) {
        builder.maxInboundMetadataSize(HttpMetadataInterceptor.MAX_METADATA)
                .maxConcurrentCallsPerConnection(limits.maxStreams())
                .keepAliveTime(limits.keepalive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(limits.pingInterval().toMillis(), TimeUnit.MILLISECONDS)
                .intercept(new HttpMetadataInterceptor())
                .intercept(new CallLimitInterceptor(limits.maxCalls()))
                .executor(threads.calls())
                .callExecutor(threads);
        connections.addTo(builder);
    }

    @SuppressWarnings("deprecation") // older tools ask for v1alpha
    private static void addReflection(NettyServerBuilder builder) {
        builder.addService(ProtoReflectionServiceV1.newInstance()).addService(ProtoReflectionService.newInstance());
    }

    /** The address that it listens on. */
    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Waits up to {@value #GRACE_SECONDS} seconds for calls in flight, then cancels them. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.close();
        connections.close();
    }
}
