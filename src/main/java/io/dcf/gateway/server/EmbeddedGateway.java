package io.dcf.gateway.server;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.container.DockerHost;
import io.dcf.gateway.container.DockerSettings;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.engine.LocalEngine;
import io.dcf.gateway.engine.ProcessHost;
import io.dcf.gateway.kubernetes.KubernetesEngine;
import io.dcf.gateway.server.EmbeddedProperties.EngineType;
import io.dcf.gateway.service.HttpMetadataInterceptor;
import io.dcf.gateway.service.NamedServices;
import io.dcf.gateway.store.DataDirectoryException;
import io.dcf.gateway.store.DatabaseStore;
import io.dcf.gateway.store.FunctionStore;
import io.dcf.gateway.store.MemoryStore;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** A running gateway: its services, gRPC's health and reflection, on a port of its own. */
public final class EmbeddedGateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedGateway.class);

    /** What a message has beside its input: the function's name, and protobuf's tags and lengths. */
    private static final int BESIDE_INPUT = 1024;

    private static final int GRACE_SECONDS = 5;

    private final Engine engine;
    private final FunctionClients clients = new FunctionClients();
    private final @Nullable GatewayTls tls;
    private final CallThreads threads;
    private final ConnectionLimiter listener;
    private final Server server;

    /**
     * Listens at once; throws {@link EmbeddedPortException} where it cannot, {@link DataDirectoryException} where it cannot
     * keep its functions.
     *
     * @param maxInput the largest input of a function that it takes
     */
    EmbeddedGateway(EmbeddedProperties properties, DataSize maxInput) {
        Optional<Path> directory = properties.directory();
        engine = engine(properties, directory);
        threads = new CallThreads(properties.limits().threads());
        listener = new ConnectionLimiter(properties.limits().connections());
        try {
            tls = properties.tls().enabled() ? new GatewayTls(properties.tls()) : null;
            server = serve(properties, maxInput);
        } catch (RuntimeException e) {
            listener.close();
            engine.close();
            throw e;
        }
        log.info(
                "No gateway is named, so an embedded one listens on {}:{}; it {}",
                address().getHostString(),
                address().getPort(),
                keeping(properties, directory));
    }

    private String keeping(EmbeddedProperties properties, Optional<Path> directory) {
        return properties.engine() == EngineType.KUBERNETES
                ? engine.describe()
                : directory.map(path -> "keeps its functions in " + path).orElse("forgets its functions when it stops");
    }

    private Engine engine(EmbeddedProperties properties, Optional<Path> directory) {
        return switch (properties.engine()) {
            case PROCESS ->
                new LocalEngine(
                        store(directory), new ProcessHost(properties.addresses(), properties.allowRemote(), clients));
            case DOCKER -> {
                DockerHost host = new DockerHost(docker(properties, directory), clients);
                yield new LocalEngine(store(directory), host);
            }
            case KUBERNETES -> new KubernetesEngine(properties.kubernetes().settings(properties.protocol()), clients);
        };
    }

    /** A directory is one gateway's alone; without one, the port is. */
    private static DockerSettings docker(EmbeddedProperties properties, Optional<Path> directory) {
        return new DockerSettings(
                directory.map(path -> path.toAbsolutePath().toString()).orElse("memory:" + properties.port()),
                properties.docker().host(),
                properties.protocol(),
                properties.docker().secrets());
    }

    private static FunctionStore store(Optional<Path> directory) {
        return directory.<FunctionStore>map(DatabaseStore::new).orElseGet(MemoryStore::new);
    }

    @SuppressWarnings("deprecation") // gRPC's for the older reflection
    private Server serve(EmbeddedProperties properties, DataSize maxInput) {
        InetSocketAddress address = new InetSocketAddress(properties.address(), properties.port());
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        address, tls == null ? InsecureServerCredentials.create() : tls.credentials())
                .maxInboundMessageSize(Math.toIntExact(maxInput.toBytes() + BESIDE_INPUT))
                .maxInboundMetadataSize(HttpMetadataInterceptor.MAX_METADATA)
                .maxConcurrentCallsPerConnection(properties.limits().mostStreams())
                .keepAliveTime(properties.limits().keepalive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(properties.limits().pingInterval().toMillis(), TimeUnit.MILLISECONDS)
                .intercept(new HttpMetadataInterceptor())
                .intercept(new CallLimitInterceptor(properties.limits().mostCalls()))
                .addServices(NamedServices.of(engine, properties.definitions(), properties.numbering()))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(ProtoReflectionService.newInstance()); // v1alpha, which older tools ask for
        builder.executor(threads.calls()).callExecutor(threads);
        listener.addTo(builder);
        if (!properties.tokens().isEmpty()) {
            builder.intercept(new TokenInterceptor(properties.tokens())); // the last one that is added is asked first
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

    /** Where it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Lets calls in flight finish, for a while. */
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
        listener.close();
        engine.close();
        clients.close();
    }
}
