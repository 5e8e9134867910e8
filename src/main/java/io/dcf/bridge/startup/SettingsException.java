package io.dcf.bridge.startup;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where settings are wrong; knows what is to be said of each. */
final class SettingsException extends RuntimeException {

    private final transient List<FailureAnalysis> wrong;

    SettingsException(List<FailureAnalysis> wrong) {
        super(wrong.size() + " settings are wrong");
        this.wrong = wrong;
    }

    /** Tells the one who started the process of all of them at once. */
    static final class Analyzer extends AbstractFailureAnalyzer<SettingsException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, SettingsException failure) {
            return new FailureAnalysis(
                    failure.wrong.stream().map(FailureAnalysis::getDescription).collect(Collectors.joining("\n\n")),
                    failure.wrong.stream()
                            .map(FailureAnalysis::getAction)
                            .distinct()
                            .collect(Collectors.joining("\n")),
                    failure);
        }
    }
}
