package io.dcf.bridge.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    static PemFiles read(TlsProperties tls) {
        List<X509Certificate> authorities = tls.ca().isEmpty() ? List.of() : new PemFile("ca", tls.ca()).certificates();
        if (tls.certificate().isEmpty()) {
            return new PemFiles(authorities, List.of(), null);
        }
        List<X509Certificate> chain = new PemFile("certificate", tls.certificate()).certificates();
        PrivateKey key = new PemFile("key", tls.key()).key();
        if (!isPair(chain.get(0), key)) {
            throw new GatewayCertificateException(
                    "key",
                    tls.key(),
                    "is not the key of bridge.gateway.tls.certificate",
                    "Set it to the private key of " + tls.certificate() + ".");
        }
        return new PemFiles(authorities, chain, key);
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
