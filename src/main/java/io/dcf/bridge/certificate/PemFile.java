package io.dcf.bridge.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A PEM file. Throws a {@link GatewayCertificateException} if it does not contain what is read from it.
 *
 * @param setting the setting below {@code bridge.gateway.tls} that names it
 * @param name its name
 */
record PemFile(String setting, String name) {

    List<X509Certificate> certificates() {
        try {
            return content().getCertificates();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw unusable("contains no valid certificate", "BEGIN CERTIFICATE");
        }
    }

    PrivateKey key() {
        try {
            PrivateKey key = content().getPrivateKey();
            if (key != null) {
                return key;
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // thrown below without the parser's message, which may quote the key
        }
        throw unusable("contains no valid private key", "BEGIN PRIVATE KEY, without a password");
    }

    private PemContent content() {
        try {
            String text = Files.readString(Path.of(name), StandardCharsets.ISO_8859_1);
            if (PemContent.isPresentInText(text)) {
                return PemContent.of(text);
            }
        } catch (IOException | InvalidPathException e) {
            throw unusable("cannot be read", "BEGIN ..., and let the bridge's user read it");
        }
        throw unusable("contains no PEM block", "BEGIN ...");
    }

    private GatewayCertificateException unusable(String problem, String start) {
        return new GatewayCertificateException(
                setting, name, problem, "Set it to a PEM file that starts with -----" + start + ".");
    }
}
