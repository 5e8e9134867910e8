package io.dcf.gateway.cluster;

import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/** Creates the client of the cluster in which the gateway runs, or that the kubeconfig names. */
public final class ClusterClient {

    private static final int CONNECT_TIMEOUT_MILLIS = 5000;
    private static final int REQUEST_TIMEOUT_MILLIS = 30_000;
    private static final int RECONNECT_INTERVAL_MILLIS = 250; // at first; later up to 32 times that

    private ClusterClient() {}

    /**
     * Throws a {@link ClusterException} if the API server does not answer, or if the gateway lacks permissions.
     *
     * @param namespace of the functions; if empty, the gateway's own
     */
    public static NamespacedKubernetesClient create(String namespace) {
        Config found = Config.autoConfigure(null);
        ConfigBuilder config = new ConfigBuilder(found)
                .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectInterval(RECONNECT_INTERVAL_MILLIS)
                .withUserAgent(Names.FIELD_MANAGER); // also the field manager of objects that are created
        if (!namespace.isEmpty()) {
            config.withNamespace(namespace);
        } else if (found.getNamespace() == null) {
            config.withNamespace("default");
        }
        NamespacedKubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config.build())
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build()
                .adapt(NamespacedKubernetesClient.class);
        try {
            Permissions.require(client);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }
}
