package io.dcf.gateway.server;

import io.dcf.gateway.server.EmbeddedProperties.Tls;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The certificate of the gateway's port; new connections use what the files held when they were last usable. */
final class GatewayTls implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GatewayTls.class);

    /** gRPC's own key manager looks once a minute at most. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
    private final File certificate;
    private final File key;
    private final ScheduledExecutorService clock;
    private long certificateTime;
    private long keyTime;

    /** Throws {@link EmbeddedSettingException} where the files cannot be used. */
    GatewayTls(Tls settings) {
        certificate = new File(settings.certificate());
        key = new File(settings.key());
        try {
            read();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new EmbeddedSettingException(
                    "bridge.embedded.tls.certificate (and bridge.embedded.tls.key)",
                    settings.certificate() + " (and " + settings.key() + ")",
                    "there is no certificate and its key in these files",
                    "Name PEM files that this user may read: the certificate and what signs it, and its private key"
                            + " without a password.");
        }
        CustomizableThreadFactory threads = new CustomizableThreadFactory("embedded-gateway-tls-");
        threads.setDaemon(true);
        clock = Executors.newSingleThreadScheduledExecutor(threads);
        clock.scheduleWithFixedDelay(this::reload, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    ServerCredentials credentials() {
        return TlsServerCredentials.newBuilder().keyManager(manager).build();
    }

    private void read() throws IOException, GeneralSecurityException {
        certificateTime = certificate.lastModified();
        keyTime = key.lastModified();
        manager.updateIdentityCredentials(certificate, key);
    }

    /** Only once both files have changed, since they belong together. */
    private void reload() {
        if (certificate.lastModified() == certificateTime || key.lastModified() == keyTime) {
            return;
        }
        try {
            read();
            log.info("The embedded gateway uses the new certificate from the next connection on");
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.warn("The embedded gateway cannot use the new certificate, and keeps the one before: {}", e.toString());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
