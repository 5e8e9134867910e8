package io.dcf.bridge.embedded;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** A running gateway: its services, gRPC's health and reflection, on a port of its own. */
final class EmbeddedGateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedGateway.class);

    /** What a message has beside its input: the function's name, and protobuf's tags and lengths. */
    private static final int BESIDE_INPUT = 1024;

    private static final int GRACE_SECONDS = 5;

    private final FunctionStore store;
    private final Runners runners;
    private final Server server;

    /**
     * Listens at once; throws {@link EmbeddedPortException} where it cannot, {@link DataDirectoryException} where it cannot
     * keep its functions.
     *
     * @param maxInput the largest input of a function that it takes
     */
    EmbeddedGateway(EmbeddedProperties properties, DataSize maxInput) {
        Optional<Path> directory = properties.directory();
        store = directory.<FunctionStore>map(DatabaseStore::new).orElseGet(MemoryStore::new);
        runners = new Runners(properties.addresses(), properties.allowRemote());
        DeployedFunctions functions = new DeployedFunctions(store, runners, properties.definitions());
        server = serve(new InetSocketAddress(properties.address(), properties.port()), store, functions, maxInput);
        log.info(
                "No gateway is named, so an embedded one listens on {}:{}; it {}",
                address().getHostString(),
                address().getPort(),
                directory.map(path -> "keeps its functions in " + path).orElse("forgets its functions when it stops"));
    }

    private static Server serve(
            InetSocketAddress address, FunctionStore store, DeployedFunctions functions, DataSize maxInput) {
        GatewayService gateway = new GatewayService(functions);
        HealthStatusManager health = new HealthStatusManager();
        Server server = NettyServerBuilder.forAddress(address)
                .maxInboundMessageSize(Math.toIntExact(maxInput.toBytes() + BESIDE_INPUT))
                .intercept(new HttpMetadata.Interceptor())
                .addService(gateway)
                .addService(LowerCaseService.of(gateway))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .build();
        server.getServices()
                .forEach(service ->
                        health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING));
        try {
            return server.start();
        } catch (IOException e) {
            store.close();
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
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        runners.close();
        store.close();
    }
}
