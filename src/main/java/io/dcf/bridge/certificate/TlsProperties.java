package io.dcf.bridge.certificate;

import jakarta.validation.constraints.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * TLS to the gateway. The files are PEM, and are read again when they change.
 *
 * @param enabled whether connections to the gateway use TLS.
 * @param ca file of the certificates that sign the gateway's. Empty is those that the JDK trusts.
 * @param certificate file of the bridge's own certificate and its signers, for a gateway that requires one.
 * @param key file of the private key of the bridge's certificate, without a password.
 * @param serverName the name in the gateway's certificate, if it differs from the address.
 */
public record TlsProperties(
        boolean enabled,
        @DefaultValue("") String ca,
        @DefaultValue("") String certificate,
        @DefaultValue("") String key,

        @DefaultValue("")
        @Pattern(regexp = "|[-._a-zA-Z0-9]+", message = "must be the name of a host, such as gateway.example.org")
        String serverName) {

    /**
     * Throws a {@link GatewayCertificateException} if settings contradict each other.
     *
     * @param address the address of the gateway; empty for the embedded one
     */
    void requireConsistent(String address) {
        String given = Stream.of(ca, certificate, key, serverName)
                .filter(StringUtils::hasText)
                .findFirst()
                .orElse("");
        if (!enabled && !given.isEmpty()) {
            throw new GatewayCertificateException(
                    "enabled",
                    "false",
                    "contradicts another setting, " + given,
                    "Set it to true, or remove the other setting.");
        }
        if (enabled && address.isEmpty()) {
            throw new GatewayCertificateException(
                    "enabled",
                    "true",
                    "needs bridge.gateway.address",
                    "Set bridge.gateway.address; the bridge does not use TLS to the embedded gateway.");
        }
        if (certificate.isEmpty() != key.isEmpty()) {
            String missing = key.isEmpty() ? "key" : "certificate";
            throw new GatewayCertificateException(
                    missing, "", "is missing", "Set both certificate and key, or neither.");
        }
    }
}
