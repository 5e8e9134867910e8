package io.dcf.bridge.security;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where everybody in a network could use the bridge and nobody has said that they may. */
final class UnprotectedAddressException extends RuntimeException {

    private final String address;

    UnprotectedAddressException(String address) {
        super("without bridge.security.mode the bridge listens on loopback alone, not on server.address " + address);
        this.address = address;
    }

    /** Tells the one who started the process what to do about it. */
    static final class Analyzer extends AbstractFailureAnalyzer<UnprotectedAddressException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, UnprotectedAddressException failure) {
            return new FailureAnalysis(String.format(Locale.ROOT, """
                    Whoever reaches the bridge's address could deploy and run functions: nobody is asked who they are.

                        Setting: server.address
                        Value:   %s

                        Setting: bridge.security.mode
                        Value:   none""", failure.address), """
                    Choose who may call, or let nobody but this machine reach it:

                        --bridge.security.mode=token --bridge.security.tokens-file=FILE    lines of name:sha256:authorities
                        --bridge.security.mode=basic --bridge.security.users-file=FILE     lines of name:hash:authorities
                        --bridge.security.mode=jwt --bridge.security.jwt.issuer-uri=URL --bridge.security.jwt.audience=NAME
                        --bridge.security.allow-anonymous=true                             everybody may, such as where a proxy asks
                        --server.address=127.0.0.1                                         this machine alone""", failure);
        }
    }
}
