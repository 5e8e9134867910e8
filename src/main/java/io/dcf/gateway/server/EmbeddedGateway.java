package io.dcf.gateway.server;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.store.DataDirectoryException;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.unit.DataSize;

/** The gateway that runs in this process: its engine, and the server that makes it callable. */
final class EmbeddedGateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedGateway.class);

    private final FunctionClients clients = new FunctionClients();
    private final ThreadPoolTaskScheduler scheduler = GatewayScheduler.create();
    private final Engine engine;
    private final GatewayServer server;

    /**
     * Starts it; throws {@link EmbeddedPortException} if it cannot listen, {@link DataDirectoryException} if it cannot store
     * functions.
     *
     * @param maxInput maximum size of a function's input
     */
    EmbeddedGateway(EmbeddedProperties properties, DataSize maxInput) {
        engine = EngineFactory.create(properties, clients, scheduler);
        try {
            server = new GatewayServer(properties, maxInput, engine, credentials(properties.tls()));
        } catch (RuntimeException e) {
            engine.close();
            scheduler.shutdown();
            throw e;
        }
        log.info(
                "No gateway is named, so an embedded one listens on {}:{}; {}",
                address().getHostString(),
                address().getPort(),
                keeping(properties));
    }

    private ServerCredentials credentials(TlsProperties settings) {
        return settings.enabled()
                ? new GatewayTls(settings, scheduler).credentials()
                : InsecureServerCredentials.create();
    }

    private String keeping(EmbeddedProperties properties) {
        return properties.engine() == EngineType.KUBERNETES
                ? engine.describe()
                : properties
                        .directory()
                        .map(path -> "it keeps its functions in " + path)
                        .orElse("it forgets its functions when it stops");
    }

    /** The address that it listens on. */
    InetSocketAddress address() {
        return server.address();
    }

    /** Ends the calls in flight first. */
    @Override
    public void close() {
        server.close();
        engine.close();
        clients.close();
        scheduler.shutdown();
    }
}
