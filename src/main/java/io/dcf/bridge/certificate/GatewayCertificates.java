package io.dcf.bridge.certificate;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates for TLS to the gateway. New connections use the last valid content of the files; existing connections do not change.
 */
public final class GatewayCertificates {

    private static final Logger log = LoggerFactory.getLogger(GatewayCertificates.class);

    private final TlsProperties settings;
    private final AdvancedTlsX509KeyManager own = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trusted;
    private PemFiles current;
    private String lastProblem = "";

    /**
     * The certificates in the settings; empty without TLS. Throws a {@link GatewayCertificateException} if settings contradict each other.
     *
     * @param address the address of the gateway; empty for the embedded one
     */
    public static Optional<GatewayCertificates> of(TlsProperties tls, String address) {
        tls.requireConsistent(address);
        return tls.enabled() ? Optional.of(new GatewayCertificates(tls)) : Optional.empty();
    }

    private GatewayCertificates(TlsProperties settings) {
        this.settings = settings;
        current = PemFiles.read(settings);
        try {
            trusted = AdvancedTlsX509TrustManager.newBuilder().build();
            use(current);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificates are unusable", e);
        }
    }

    /** The TLS context; it follows changes of the certificates. */
    public SslContext context() {
        SslContextBuilder context = GrpcSslContexts.forClient().trustManager(trusted);
        try {
            return (current.key() == null ? context : context.keyManager(own)).build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM does not support TLS as gRPC needs it", e);
        }
    }

    /** Reads the files again. Keeps the current certificates if a file is invalid or half written, and logs each problem once. */
    public void reload() {
        try {
            PemFiles read = PemFiles.read(settings);
            lastProblem = "";
            if (!read.equals(current)) {
                use(read);
                current = read;
                log.info("Reloaded the certificates for TLS to the gateway; new connections use them");
            }
        } catch (GatewayCertificateException e) {
            warn(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | IOException e) {
            warn("the files of bridge.gateway.tls are invalid: " + e.getClass().getSimpleName());
        }
    }

    private void warn(String problem) {
        if (!problem.equals(lastProblem)) {
            log.warn("{}; the previous certificates stay in use until the file is fixed", problem);
            lastProblem = problem;
        }
    }

    private void use(PemFiles files) throws GeneralSecurityException, IOException {
        if (files.authorities().isEmpty()) {
            trusted.useSystemDefaultTrustCerts();
        } else {
            trusted.updateTrustCredentials(files.authorities().toArray(new X509Certificate[0]));
        }
        if (files.key() != null) {
            own.updateIdentityCredentials(files.chain().toArray(new X509Certificate[0]), files.key());
        }
    }
}
