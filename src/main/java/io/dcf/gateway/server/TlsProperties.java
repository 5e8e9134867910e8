package io.dcf.gateway.server;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The certificate with which it speaks TLS. The files are PEM, and read again when they change.
 *
 * @param certificate file of the certificate and what signs it; plain HTTP/2 where empty.
 * @param key file of the certificate's private key, without a password.
 */
record TlsProperties(
        @DefaultValue("") String certificate,
        @DefaultValue("") String key) {

    boolean enabled() {
        return !certificate.isEmpty() || !key.isEmpty();
    }
}
