package io.dcf.bridge.security;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where a network could use the bridge without authentication, and the settings do not allow it. */
final class UnprotectedAddressException extends RuntimeException {

    private final String address;

    UnprotectedAddressException(String address) {
        super("without bridge.security.mode the bridge listens on loopback only, not on server.address " + address);
        this.address = address;
    }

    /** Explains the failure, and how to fix it. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnprotectedAddressException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, UnprotectedAddressException failure) {
            return new FailureAnalysis(String.format(Locale.ROOT, """
                    Without authentication, all clients that reach this address could deploy and run functions.

                        Setting: server.address
                        Value:   %s

                        Setting: bridge.security.mode
                        Value:   none""", failure.address), """
                    Choose an authentication mode, allow all clients, or listen on loopback only:

                        --bridge.security.mode=token --bridge.security.tokens-file=FILE    lines of name:sha256:authorities
                        --bridge.security.mode=basic --bridge.security.users-file=FILE     lines of name:hash:authorities
                        --bridge.security.mode=jwt --bridge.security.jwt.issuer-uri=URL --bridge.security.jwt.audience=NAME
                        --bridge.security.allow-anonymous=true                             allows all clients, for example if a proxy authenticates
                        --server.address=127.0.0.1                                         listens on loopback only""", failure);
        }
    }
}
