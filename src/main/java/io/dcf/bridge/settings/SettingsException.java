package io.dcf.bridge.settings;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where settings are invalid, with an analysis of each. */
final class SettingsException extends RuntimeException {

    private final transient List<FailureAnalysis> analyses;

    SettingsException(List<FailureAnalysis> analyses) {
        super(analyses.size() + " settings are invalid");
        this.analyses = analyses;
    }

    /** Explains all invalid settings together. */
    static final class Analyzer extends AbstractFailureAnalyzer<SettingsException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, SettingsException failure) {
            return new FailureAnalysis(
                    failure.analyses.stream()
                            .map(FailureAnalysis::getDescription)
                            .collect(Collectors.joining("\n\n")),
                    failure.analyses.stream()
                            .map(FailureAnalysis::getAction)
                            .distinct()
                            .collect(Collectors.joining("\n")),
                    failure);
        }
    }
}
