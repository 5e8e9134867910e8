package io.dcf.gateway.server;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The certificate of the gRPC port. Its files are reloaded when they change.
 *
 * @param certificate PEM file of the certificate with its chain; if empty, the port has no TLS.
 * @param key PEM file of the certificate's private key, without a password.
 */
record TlsProperties(
        @DefaultValue("") String certificate,
        @DefaultValue("") String key) {

    boolean enabled() {
        return !certificate.isEmpty() || !key.isEmpty();
    }
}
