package io.dcf.bridge.channel;

import io.dcf.bridge.channel.GatewayProperties.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * The content of the PEM files in the settings at one time; valid.
 *
 * @param authorities the certificates that may sign the gateway's; empty for those that the JDK trusts
 * @param chain the bridge's own certificate and its signers; empty if it has none
 * @param key the private key of the own certificate
 */
record PemFiles(
        List<X509Certificate> authorities,
        List<X509Certificate> chain,
        @Nullable PrivateKey key) {

    private static final byte[] SAMPLE = {1};

    PemFiles {
        authorities = List.copyOf(authorities);
        chain = List.copyOf(chain);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "PemFiles[authorities=%d, chain=%d]", authorities.size(), chain.size());
    }

    /** Reads the files, or throws a {@link GatewayCertificateException}. */
    static PemFiles read(Tls tls) {
        List<X509Certificate> authorities = tls.ca().isEmpty() ? List.of() : certificates("ca", tls.ca());
        if (tls.certificate().isEmpty()) {
            return new PemFiles(authorities, List.of(), null);
        }
        List<X509Certificate> chain = certificates("certificate", tls.certificate());
        PrivateKey key = key(tls.key());
        if (!isPair(chain.get(0), key)) {
            throw new GatewayCertificateException(
                    "key",
                    tls.key(),
                    "is not the key of bridge.gateway.tls.certificate",
                    "Set it to the private key of " + tls.certificate() + ".");
        }
        return new PemFiles(authorities, chain, key);
    }

    private static List<X509Certificate> certificates(String setting, String file) {
        try {
            return pem(setting, file).getCertificates();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw unusable(setting, file, "contains no valid certificate", "BEGIN CERTIFICATE");
        }
    }

    private static PrivateKey key(String file) {
        try {
            PrivateKey key = pem("key", file).getPrivateKey();
            if (key != null) {
                return key;
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // thrown below without the parser's message, which may quote the key
        }
        throw unusable("key", file, "contains no valid private key", "BEGIN PRIVATE KEY, without a password");
    }

    private static PemContent pem(String setting, String file) {
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
            if (PemContent.isPresentInText(text)) {
                return PemContent.of(text);
            }
        } catch (IOException | InvalidPathException e) {
            throw unusable(setting, file, "cannot be read", "BEGIN ..., and let the bridge's user read it");
        }
        throw unusable(setting, file, "contains no PEM block", "BEGIN ...");
    }

    private static GatewayCertificateException unusable(String setting, String file, String problem, String start) {
        return new GatewayCertificateException(
                setting, file, problem, "Set it to a PEM file that starts with -----" + start + ".");
    }

    private static boolean isPair(X509Certificate certificate, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
