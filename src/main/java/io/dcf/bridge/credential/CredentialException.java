package io.dcf.bridge.credential;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where those who may call cannot be told from the settings, or the files they name. Says where, never a password or a token. */
final class CredentialException extends RuntimeException {

    private final String setting;
    private final String fix;

    CredentialException(String setting, String problem, String fix) {
        super(setting + " " + problem);
        this.setting = setting;
        this.fix = fix;
    }

    /** Tells the one who started the process what to do about it. */
    static final class Analyzer extends AbstractFailureAnalyzer<CredentialException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, CredentialException failure) {
            return new FailureAnalysis(
                    "Who may call cannot be told: " + failure.getMessage() + ".\n\n    Setting: " + failure.setting,
                    failure.fix,
                    failure);
        }
    }
}
