package io.dcf.gateway.cluster;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.manifest.Names;
import io.dcf.gateway.store.SecretStore;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpc.Status;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The Secrets of the functions' namespace that have the gateway's label and belong to no function. Others are neither listed nor changed.
 *
 * @param client of the functions' namespace
 */
public record ClusterSecrets(NamespacedKubernetesClient client) implements SecretStore {

    @Override
    public List<String> names() {
        return ApiFailure.translated(() -> client
                .secrets()
                .withLabel(Names.MANAGED_BY, Names.FIELD_MANAGER)
                .withoutLabel(Names.FUNCTION)
                .list()
                .getItems()
                .stream()
                .map(each -> each.getMetadata().getName())
                .sorted()
                .toList());
    }

    @Override
    public void create(String name, ByteString value) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(Names.MANAGED_BY, Names.FIELD_MANAGER)
                .endMetadata()
                .withType("Opaque")
                .withData(data(name, value))
                .build();
        ApiFailure.translate(() -> {
            try {
                client.resource(secret).create();
            } catch (KubernetesClientException e) {
                if (ApiFailure.isConflict(e)) {
                    throw Refusal.secretExists(name);
                }
                throw e;
            }
        });
    }

    @Override
    public void replace(String name, ByteString value) {
        ApiFailure.translate(() -> {
            Secret present = own(name);
            Map<String, ?> changed = Map.of(
                    "metadata", Map.of("resourceVersion", present.getMetadata().getResourceVersion()),
                    "data", data(name, value));
            client.resource(present)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            client.getKubernetesSerialization().asJson(changed));
        });
    }

    @Override
    public void delete(String name) {
        ApiFailure.translate(() -> client.resource(own(name)).delete());
    }

    /** Functions find each entry as a file. */
    private static Map<String, String> data(String name, ByteString value) {
        return Map.of(name, Base64.getEncoder().encodeToString(value.toByteArray()));
    }

    private Secret own(String name) {
        Secret secret = client.secrets().withName(name).get();
        if (secret == null) {
            throw Refusal.secretNotFound(name);
        }
        Map<String, String> labels = secret.getMetadata().getLabels();
        if (labels == null
                || !Names.FIELD_MANAGER.equals(labels.get(Names.MANAGED_BY))
                || labels.containsKey(Names.FUNCTION)) {
            throw Refusal.with(
                    Status.Code.FAILED_PRECONDITION,
                    "the Secret '" + name + "' was not created by this gateway; change it with kubectl");
        }
        return secret;
    }
}
