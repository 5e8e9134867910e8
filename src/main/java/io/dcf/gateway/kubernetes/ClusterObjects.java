package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.Refusal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpc.Status;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes objects of functions into the cluster, and touches no others. */
final class ClusterObjects {

    private final NamespacedKubernetesClient client;

    ClusterObjects(NamespacedKubernetesClient client) {
        this.client = client;
    }

    /** The object of that name and kind, as the API server has it now. */
    <T extends HasMetadata> @Nullable T get(T object) {
        return resource(object).get();
    }

    /** Creates the object; refuses where there is one of its name. */
    <T extends HasMetadata> T create(T object) {
        try {
            return resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throw exists(object, get(object));
            }
            throw e;
        }
    }

    /** Creates an object that a function owns, or makes it what it should be. Refuses where there is one of its name that is not the function's. */
    <T extends HasMetadata> T put(T object) {
        T present = get(object);
        if (present != null && !isOurs(present, object)) {
            throw exists(object, present);
        }
        if (present != null && !owners(present).equals(owners(object))) {
            resource(present).delete(); // left over from a function of that name that was deleted
            present = null;
        }
        return present == null ? create(object) : apply(object, present);
    }

    /** Makes an object what it should be, and leaves what others have added. */
    <T extends HasMetadata> T apply(T object, T present) {
        try {
            takeOver(present);
        } catch (KubernetesClientException e) {
            T now = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? get(object) : null;
            if (now == null) {
                throw e;
            }
            return apply(object, now); // a controller was faster
        }
        object.getMetadata().setUid(present.getMetadata().getUid()); // refused where it is another one by now
        return resource(object)
                .fieldManager(Names.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    /** Deletes an object where there is one and it is ours. */
    void delete(HasMetadata object) {
        HasMetadata present = get(object);
        if (present != null && isOurs(present, object)) {
            resource(present).delete();
        }
    }

    /** Merges a JSON document into an object. */
    <T extends HasMetadata> T merge(T object, String json, String manager) {
        return resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(manager)
                                .build(),
                        json);
    }

    /**
     * Makes the fields that were set when the object was created ours to apply; the API server would keep those of them that
     * a later definition lacks. Not the replicas, which never are.
     */
    private <T extends HasMetadata> void takeOver(T present) {
        List<ManagedFieldsEntry> entries =
                Optional.ofNullable(present.getMetadata().getManagedFields()).orElse(List.of());
        Optional<ManagedFieldsEntry> created = entries.stream()
                .filter(each -> Names.FIELD_MANAGER.equals(each.getManager()) && "Update".equals(each.getOperation()))
                .findFirst();
        if (created.isEmpty()) {
            return;
        }
        created.get().setOperation("Apply");
        if (created.get().getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec) {
            spec.remove("f:replicas");
        }
        String version = present.getMetadata().getResourceVersion();
        resource(present)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization()
                                .asJson(Map.of(
                                        "metadata", Map.of("resourceVersion", version, "managedFields", entries))));
    }

    private <T extends HasMetadata> NamespaceableResource<T> resource(T object) {
        return client.resource(object);
    }

    static boolean isOurs(HasMetadata present, HasMetadata wanted) {
        return Names.functionOf(present).equals(Names.functionOf(wanted));
    }

    private static List<String> owners(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getOwnerReferences()).orElse(List.of()).stream()
                .map(OwnerReference::getUid)
                .toList();
    }

    private static RuntimeException exists(HasMetadata object, @Nullable HasMetadata present) {
        String name = object.getMetadata().getName();
        return Refusal.with(
                Status.Code.ALREADY_EXISTS,
                present == null || isOurs(present, object)
                        ? "function '" + Names.functionOf(object) + "' exists already"
                        : "there is a " + object.getKind() + " '" + name
                                + "' that is not of a function of this gateway");
    }
}
