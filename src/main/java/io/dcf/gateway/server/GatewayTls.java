package io.dcf.gateway.server;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** The certificate of the gateway's port, reloaded when its files change; an unusable change keeps the certificate before it. */
final class GatewayTls {

    private static final Logger log = LoggerFactory.getLogger(GatewayTls.class);

    /** Shorter than the minute that gRPC's own reload waits at least. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
    private final File certificate;
    private final File key;
    private long certificateTime;
    private long keyTime;

    /** Throws {@link EmbeddedSettingException} if the files cannot be used. */
    GatewayTls(TlsProperties settings, TaskScheduler scheduler) {
        certificate = new File(settings.certificate());
        key = new File(settings.key());
        try {
            read();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new EmbeddedSettingException(
                    "bridge.embedded.tls.certificate (and bridge.embedded.tls.key)",
                    settings.certificate() + " (and " + settings.key() + ")",
                    "there is no certificate and its key in these files",
                    "Name PEM files that this user may read: the certificate with its chain, and its private key"
                            + " without a password.");
        }
        scheduler.scheduleWithFixedDelay(this::reload, Instant.now().plus(INTERVAL), INTERVAL);
    }

    ServerCredentials credentials() {
        return TlsServerCredentials.newBuilder().keyManager(manager).build();
    }

    private void read() throws IOException, GeneralSecurityException {
        certificateTime = certificate.lastModified();
        keyTime = key.lastModified();
        manager.updateIdentityCredentials(certificate, key);
    }

    /** Waits until both files have changed, since they belong together. */
    private void reload() {
        if (certificate.lastModified() == certificateTime || key.lastModified() == keyTime) {
            return;
        }
        try {
            read();
            log.info("Reloaded the certificate of the embedded gateway; new connections use it");
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.warn(
                    "Failed to reload the certificate of the embedded gateway, the previous one stays in use: {}",
                    e.toString());
        }
    }
}
