package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.FunctionClients;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;

/** What all functions of a gateway share. */
record FunctionContext(
        NamespacedKubernetesClient client, KubernetesSettings settings, FunctionClients clients, ClusterState state) {}
