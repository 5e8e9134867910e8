package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.concurrent.Executor;

/**
 * What all functions of a gateway share.
 *
 * @param executor runs what has to ask the API server while a call waits
 */
record FunctionContext(
        NamespacedKubernetesClient client,
        ClusterObjects objects,
        KubernetesSettings settings,
        FunctionClients clients,
        Executor executor) {}
