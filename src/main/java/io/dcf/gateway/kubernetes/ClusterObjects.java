package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes objects of functions into the cluster, and touches no others. */
final class ClusterObjects {

    /** Replicas are no part of what a definition applies, so that autoscalers and callers may set them. */
    private static final String REPLICAS_MANAGER = "dcf-gateway-replicas";

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
            if (ApiFailure.isConflict(e)) {
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
        if (present != null && !Names.id(present).equals(Names.id(object))) {
            resource(present).delete(); // left over from a function of that name that was deleted
            present = null;
        }
        if (present != null) {
            return apply(object, present);
        }
        try {
            return resource(object).create();
        } catch (KubernetesClientException e) {
            if (ApiFailure.isConflict(e)) {
                return put(object); // another gateway completes the same function
            }
            throw e;
        }
    }

    /** @param unchanged whether it must still be as it is known here */
    Deployment scale(Deployment present, long replicas, boolean unchanged) {
        Map<String, ?> spec = Map.of("replicas", replicas);
        return merge(
                present,
                unchanged
                        ? Map.of(
                                "metadata",
                                Map.of("resourceVersion", present.getMetadata().getResourceVersion()),
                                "spec",
                                spec)
                        : Map.of("spec", spec),
                REPLICAS_MANAGER);
    }

    /** Makes an object what it should be, and leaves what others have added. */
    <T extends HasMetadata> T apply(T object, T present) {
        try {
            takeOver(present);
        } catch (KubernetesClientException e) {
            T now = ApiFailure.isConflict(e) ? get(object) : null;
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

    /** Merges fields into an object. */
    <T extends HasMetadata> T merge(T object, Map<String, ?> fields, String manager) {
        return resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(manager)
                                .build(),
                        client.getKubernetesSerialization().asJson(fields));
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
        merge(
                present,
                Map.of("metadata", Map.of("resourceVersion", version, "managedFields", entries)),
                Names.FIELD_MANAGER);
    }

    private <T extends HasMetadata> NamespaceableResource<T> resource(T object) {
        return client.resource(object);
    }

    static boolean isOurs(HasMetadata present, HasMetadata wanted) {
        return Names.functionOf(present).equals(Names.functionOf(wanted));
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
