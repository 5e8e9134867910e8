package io.dcf.bridge.credential;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Thrown where the settings or files of credentials are invalid. The message names the place, but never a password or a
 * token.
 */
final class CredentialException extends RuntimeException {

    private final String setting;
    private final String fix;

    CredentialException(String setting, String problem, String fix) {
        super(setting + " " + problem);
        this.setting = setting;
        this.fix = fix;
    }

    /** Explains the failure, and how to fix it. */
    static final class Analyzer extends AbstractFailureAnalyzer<CredentialException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, CredentialException failure) {
            return new FailureAnalysis(
                    "The credentials of clients are not valid: " + failure.getMessage() + ".\n\n    Setting: "
                            + failure.setting,
                    failure.fix,
                    failure);
        }
    }
}
