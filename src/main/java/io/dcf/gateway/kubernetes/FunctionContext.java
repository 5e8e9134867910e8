package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.cluster.ClusterObjects;
import io.dcf.gateway.cluster.FunctionInformers;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.concurrent.Executor;

/**
 * What all functions of an engine share.
 *
 * @param executor runs requests to the API server for which calls wait
 */
record FunctionContext(
        NamespacedKubernetesClient client,
        ClusterObjects objects,
        FunctionInformers informers,
        KubernetesSettings settings,
        FunctionClients clients,
        Executor executor) {}
