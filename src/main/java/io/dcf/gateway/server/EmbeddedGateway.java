package io.dcf.gateway.server;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.service.HttpMetadataInterceptor;
import io.dcf.gateway.service.NamedServices;
import io.dcf.gateway.store.DataDirectoryException;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** The gateway's gRPC server: its services, health checks and reflection on one port. */
final class EmbeddedGateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedGateway.class);

    /** Size of what a message holds beside its input: the function's name, tags and lengths. */
    private static final int OTHER_FIELDS_BYTES = 1024;

    private static final int GRACE_SECONDS = 5;

    private final Engine engine;
    private final FunctionClients clients = new FunctionClients();
    private final @Nullable GatewayTls tls;
    private final CallThreads threads;
    private final ConnectionLimiter connections;
    private final Server server;

    /**
     * Starts it; throws {@link EmbeddedPortException} if it cannot listen, {@link DataDirectoryException} if it cannot store
     * functions.
     *
     * @param maxInput maximum size of a function's input
     */
    EmbeddedGateway(EmbeddedProperties properties, DataSize maxInput) {
        engine = EngineFactory.create(properties, clients);
        threads = new CallThreads(properties.limits().threads());
        connections = new ConnectionLimiter(properties.limits().connections());
        try {
            tls = properties.tls().enabled() ? new GatewayTls(properties.tls()) : null;
            server = serve(properties, maxInput);
        } catch (RuntimeException e) {
            connections.close();
            engine.close();
            throw e;
        }
        log.info(
                "No gateway is named, so an embedded one listens on {}:{}; it {}",
                address().getHostString(),
                address().getPort(),
                keeping(properties));
    }

    private String keeping(EmbeddedProperties properties) {
        return properties.engine() == EngineType.KUBERNETES
                ? engine.describe()
                : properties
                        .directory()
                        .map(path -> "keeps its functions in " + path)
                        .orElse("forgets its functions when it stops");
    }

    private Server serve(EmbeddedProperties properties, DataSize maxInput) {
        InetSocketAddress address = new InetSocketAddress(properties.address(), properties.port());
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = builder(address, properties.limits())
                .maxInboundMessageSize(Math.toIntExact(maxInput.toBytes() + OTHER_FIELDS_BYTES))
                .addServices(NamedServices.of(engine, properties.definitions(), properties.numbering()))
                .addService(health.getHealthService());
        addReflection(builder);
        if (!properties.tokens().isEmpty()) {
            builder.intercept(new TokenInterceptor(properties.tokens())); // runs first, since it is added last
        }
        Server built = builder.build();
        built.getServices()
                .forEach(service ->
                        health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
        try {
            return built.start();
        } catch (IOException e) {
            throw new EmbeddedPortException(address, e);
        }
    }

    private NettyServerBuilder builder(InetSocketAddress address, ServerLimits limits) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        address, tls == null ? InsecureServerCredentials.create() : tls.credentials())
                .maxInboundMetadataSize(HttpMetadataInterceptor.MAX_METADATA)
                .maxConcurrentCallsPerConnection(limits.maxStreams())
                .keepAliveTime(limits.keepalive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(limits.pingInterval().toMillis(), TimeUnit.MILLISECONDS)
                .intercept(new HttpMetadataInterceptor())
                .intercept(new CallLimitInterceptor(limits.maxCalls()))
                .executor(threads.calls())
                .callExecutor(threads);
        connections.addTo(builder);
        return builder;
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
        if (tls != null) {
            tls.close();
        }
        threads.close();
        connections.close();
        engine.close();
        clients.close();
    }
}
