package io.dcf.bridge.channel;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where the settings of TLS, or the files they name, cannot be used. */
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

    /** Tells the one who started the process what to do about it. */
    static final class Analyzer extends AbstractFailureAnalyzer<GatewayCertificateException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, GatewayCertificateException failure) {
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                    TLS with the gateway cannot be set up: %s.

                        Setting: %s
                        Value:   %s""", failure.getMessage(), failure.setting, failure.value),
                    failure.fix,
                    failure);
        }
    }
}
