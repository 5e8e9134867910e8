package io.dcf.bridge.channel;

import io.dcf.bridge.channel.GatewayProperties.Tls;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.StringUtils;

/**
 * The certificates of TLS with the gateway. New connections use what the files held when they were last usable; those
 * that there are go on as they are.
 */
final class GatewayCertificates {

    private static final Logger log = LoggerFactory.getLogger(GatewayCertificates.class);

    private final Tls settings;
    private final AdvancedTlsX509KeyManager own = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trusted;
    private PemFiles current;
    private String lastProblem = "";

    /** Those of the settings, where they want TLS; fails with a {@link GatewayCertificateException} where they contradict. */
    static Optional<GatewayCertificates> of(GatewayProperties properties) {
        Tls tls = properties.tls();
        String given = Stream.of(tls.ca(), tls.certificate(), tls.key(), tls.serverName())
                .filter(StringUtils::hasText)
                .findFirst()
                .orElse("");
        if (!tls.enabled() && !given.isEmpty()) {
            throw new GatewayCertificateException(
                    "enabled",
                    "false",
                    "contradicts another setting, " + given,
                    "Set it to true, or leave the other out.");
        }
        if (tls.enabled() && properties.address().isEmpty()) {
            throw new GatewayCertificateException(
                    "enabled",
                    "true",
                    "needs a gateway that is named",
                    "Name one with bridge.gateway.address; the embedded one speaks no TLS.");
        }
        if (tls.certificate().isEmpty() != tls.key().isEmpty()) {
            String lacking = tls.key().isEmpty() ? "key" : "certificate";
            throw new GatewayCertificateException(
                    lacking, "", "is missing", "Name both certificate and key, or neither.");
        }
        return tls.enabled() ? Optional.of(new GatewayCertificates(tls)) : Optional.empty();
    }

    private GatewayCertificates(Tls settings) {
        this.settings = settings;
        current = PemFiles.read(settings);
        try {
            trusted = AdvancedTlsX509TrustManager.newBuilder().build();
            use(current);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("unusable certificates", e);
        }
    }

    /** TLS with these certificates, whatever they come to be. */
    SslContext context() {
        SslContextBuilder context = GrpcSslContexts.forClient().trustManager(trusted);
        try {
            return (current.key() == null ? context : context.keyManager(own)).build();
        } catch (SSLException e) {
            throw new IllegalStateException("this JVM cannot do TLS as gRPC needs it", e);
        }
    }

    /** Takes what the files hold by now; what is broken or half written is warned of once, and left for the next time. */
    void reload() {
        try {
            PemFiles read = PemFiles.read(settings);
            lastProblem = "";
            if (!read.equals(current)) {
                use(read);
                current = read;
                log.info("New certificates for TLS with the gateway are in use from the next connection on");
            }
        } catch (GatewayCertificateException e) {
            warn(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException | IOException e) {
            warn("the files of bridge.gateway.tls are unusable: " + e.getClass().getSimpleName());
        }
    }

    private void warn(String problem) {
        if (!problem.equals(lastProblem)) {
            log.warn("{}; the certificates read before stay in use until it is mended", problem);
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
