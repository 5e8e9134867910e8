package io.dcf.gateway.server;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown if a setting of the embedded gateway cannot be combined with the others. */
final class EmbeddedSettingException extends RuntimeException {

    private final String setting;
    private final String value;
    private final String fix;

    EmbeddedSettingException(String setting, String value, String problem, String fix) {
        super(problem);
        this.setting = setting;
        this.value = value;
        this.fix = fix;
    }

    /** Explains the failure at start. */
    static final class Analyzer extends AbstractFailureAnalyzer<EmbeddedSettingException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, EmbeddedSettingException failure) {
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                    The embedded gateway cannot start: %s.

                        Setting: %s
                        Value:   %s""", failure.getMessage(), failure.setting, failure.value),
                    failure.fix,
                    failure);
        }
    }
}
