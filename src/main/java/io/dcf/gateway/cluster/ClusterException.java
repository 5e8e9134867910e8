package io.dcf.gateway.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown at start if functions cannot run in the cluster. */
public final class ClusterException extends RuntimeException {

    private final String remedy;

    private ClusterException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem, cause);
        this.remedy = remedy;
    }

    /** The exception for a failure of the API server. */
    static ClusterException of(Object server, KubernetesClientException failure) {
        String reason = ApiFailure.sentence(failure);
        return ApiFailure.isUnreachable(failure)
                ? unreachable(server, reason, failure)
                : refused(server, reason, failure);
    }

    private static ClusterException unreachable(Object server, String reason, Throwable cause) {
        return new ClusterException(
                "the Kubernetes API server at " + server + " does not answer (" + reason + ")", """
                    Run the gateway in a pod of the cluster, with a service account, or set KUBECONFIG as for kubectl.
                    Without a cluster, use --bridge.embedded.engine=docker or process.\
                    """, cause);
    }

    private static ClusterException refused(Object server, String reason, Throwable cause) {
        return new ClusterException(
                "the Kubernetes API server at " + server + " refuses the gateway: " + reason,
                "Give the gateway a service account, or credentials in the file that KUBECONFIG names.",
                cause);
    }

    static ClusterException forbidden(String namespace, List<String> missing) {
        return new ClusterException(
                "it lacks permissions in namespace '" + namespace + "': " + String.join(", ", missing),
                "Grant them by a Role in that namespace, or set another with"
                        + " --bridge.embedded.kubernetes.namespace=...; docs/kubernetes.md contains the whole Role.",
                null);
    }

    /** Explains the failure at start. */
    static final class Analyzer extends AbstractFailureAnalyzer<ClusterException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, ClusterException failure) {
            return new FailureAnalysis(String.format(Locale.ROOT, """
                The embedded gateway cannot run functions in Kubernetes: %s.

                    Setting: bridge.embedded.engine
                    Value:   kubernetes\
                """, failure.getMessage()), failure.remedy, failure);
        }
    }
}
