package io.dcf.gateway.kubernetes;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where functions cannot run in the cluster that the gateway finds. */
final class ClusterException extends RuntimeException {

    private final String remedy;

    private ClusterException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    static ClusterException unreachable(Object server, String reason, Throwable cause) {
        return new ClusterException(
                "the Kubernetes API server at " + server + " does not answer (" + reason + ")", """
                Run the gateway in a pod of the cluster, with a service account, or name the cluster as kubectl finds it, with KUBECONFIG.
                Without a cluster functions run with --bridge.embedded.engine=docker or process.""", cause);
    }

    static ClusterException refused(Object server, String reason, Throwable cause) {
        return new ClusterException(
                "the Kubernetes API server at " + server + " refuses it: " + reason,
                "Give it the credentials of a service account, or others in the file that KUBECONFIG names.",
                cause);
    }

    static ClusterException forbidden(String namespace, List<String> missing) {
        return new ClusterException(
                "it lacks permissions in namespace '" + namespace + "': " + String.join(", ", missing),
                "Allow them in a Role of that namespace, or name another with --bridge.embedded.kubernetes.namespace=...;"
                        + " docs/kubernetes.md has the whole Role.",
                null);
    }

    /** Tells the one who started the process what to do about it. */
    static final class Analyzer extends AbstractFailureAnalyzer<ClusterException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, ClusterException failure) {
            return new FailureAnalysis(String.format(Locale.ROOT, """
                    The embedded gateway cannot run functions in Kubernetes: %s.

                        Setting: bridge.embedded.engine
                        Value:   kubernetes""", failure.getMessage()), failure.remedy, failure);
        }
    }
}
