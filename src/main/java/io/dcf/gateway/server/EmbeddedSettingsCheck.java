package io.dcf.gateway.server;

import java.util.Locale;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Checks settings of the embedded gateway that are valid only with certain others; throws {@link EmbeddedSettingException}.
 *
 * @param runsAlone whether this process is a gateway without a bridge
 */
record EmbeddedSettingsCheck(EmbeddedProperties properties, Environment settings, boolean runsAlone) {

    void run() {
        requireCredentials();
        requireSameNumbering();
        requireTlsOnlyAlone();
    }

    /** A port that other machines can reach needs tokens, unless anonymous callers are allowed by HTTP too. */
    private void requireCredentials() {
        if (properties.address().isLoopbackAddress() || !properties.tokens().isEmpty() || allowsAnonymous()) {
            return;
        }
        throw new EmbeddedSettingException(
                "bridge.embedded.address",
                properties.address().getHostAddress(),
                "anyone who reaches its gRPC port could deploy and run functions without credentials",
                """
                Set tokens, listen on this machine only, or allow everybody:
                    --bridge.embedded.tokens=SHA256    the output of: printf %s "$TOKEN" | sha256sum
                                                       a bridge sends the token itself: --bridge.gateway.token=TOKEN
                    --bridge.embedded.address=127.0.0.1
                    --bridge.security.allow-anonymous=true, without a bridge.security.mode, allows everybody""");
    }

    private boolean allowsAnonymous() {
        Binder security = Binder.get(settings);
        return security.bind("bridge.security.mode", String.class)
                        .orElse("none")
                        .equalsIgnoreCase("none")
                && security.bind("bridge.security.allow-anonymous", Boolean.class)
                        .orElse(false);
    }

    /** The bridge of this process must write definitions with the numbers that the gateway reads; openfx has a service of its own. */
    private void requireSameNumbering() {
        String dialect = Binder.get(settings)
                .bind("bridge.gateway.dialect", String.class)
                .orElse("guide")
                .toLowerCase(Locale.ROOT);
        String numbering = properties.numbering().toString();
        if (runsAlone || dialect.equals("openfx") || dialect.equals(numbering)) {
            return;
        }
        throw new EmbeddedSettingException(
                "bridge.gateway.dialect",
                dialect,
                "the bridge would number the fields of definitions differently from the gateway, which has"
                        + " bridge.embedded.numbering=" + numbering,
                "Set --bridge.gateway.dialect=" + numbering + ", or bridge.gateway.address to the gateway that speaks "
                        + dialect + ".");
    }

    private void requireTlsOnlyAlone() {
        if (properties.tls().enabled() && !runsAlone) {
            throw new EmbeddedSettingException(
                    "bridge.embedded.tls.certificate",
                    properties.tls().certificate(),
                    "it supports TLS only if it runs alone",
                    "Remove it, since the bridge calls the gateway within the process, or run the gateway alone with"
                            + " --bridge.mode=gateway.");
        }
    }
}
