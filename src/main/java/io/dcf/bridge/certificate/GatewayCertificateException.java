package io.dcf.bridge.certificate;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown if the TLS settings, or the files that they name, are invalid. */
final class GatewayCertificateException extends RuntimeException {

    private final String setting;
    private final String value;
    private final String fix;

    /** @param setting below {@code bridge.gateway.tls} */
    GatewayCertificateException(String setting, String value, String problem, String fix) {
        super("bridge.gateway.tls." + setting + " " + problem + ": " + (value.isEmpty() ? "(empty)" : value));
        this.setting = "bridge.gateway.tls." + setting;
        this.value = value;
        this.fix = fix;
    }

    /** Describes the failure at startup. */
    static final class Analyzer extends AbstractFailureAnalyzer<GatewayCertificateException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, GatewayCertificateException failure) {
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                        TLS to the gateway cannot be configured: %s.

                            Setting: %s
                            Value:   %s\
                        """, failure.getMessage(), failure.setting, failure.value),
                    failure.fix,
                    failure);
        }
    }
}
