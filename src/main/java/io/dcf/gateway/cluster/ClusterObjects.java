package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.manifest.DefinitionAnnotation;
import io.dcf.gateway.manifest.FieldOwnership;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes single objects of functions into the cluster; changes no other objects. */
final class ClusterObjects {

    /** Replicas have a manager of their own, since a definition does not apply them: autoscalers and callers set them. */
    private static final String REPLICAS_MANAGER = "dcf-gateway-replicas";

    private final NamespacedKubernetesClient client;

    ClusterObjects(NamespacedKubernetesClient client) {
        this.client = client;
    }

    /** The object of this name and kind as the API server has it now. */
    <T extends HasMetadata> @Nullable T get(T object) {
        return resource(object).get();
    }

    /** The function's Deployment as the API server has it now; NOT_FOUND also for Deployments that are no functions. */
    Deployment function(String name) {
        return Optional.ofNullable(client.apps().deployments().withName(name).get())
                .filter(each -> DefinitionAnnotation.of(each).isPresent())
                .orElseThrow(() -> Refusal.notFound(name));
    }

    /** Creates the object; refuses if the name is in use. */
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

    /** Creates or updates an object that a function owns; refuses if the name is in use by an object that is not the function's. */
    <T extends HasMetadata> T put(T object) {
        T present = get(object);
        if (present != null && !isOurs(present, object)) {
            throw exists(object, present);
        }
        if (present != null && !Names.id(present).equals(Names.id(object))) {
            resource(present).delete(); // left by an earlier function of that name
            present = null;
        }
        if (present != null) {
            return apply(object, present);
        }
        try {
            return resource(object).create();
        } catch (KubernetesClientException e) {
            if (ApiFailure.isConflict(e)) {
                return put(object); // another gateway has created it meanwhile
            }
            throw e;
        }
    }

    /** @param unchanged whether to fail if it has changed since it was read */
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

    /** Applies an object; fields that others have added stay. */
    <T extends HasMetadata> T apply(T object, T present) {
        try {
            FieldOwnership.apply(present).ifPresent(patch -> merge(present, patch, Names.FIELD_MANAGER));
        } catch (KubernetesClientException e) {
            T now = ApiFailure.isConflict(e) ? get(object) : null;
            if (now == null) {
                throw e;
            }
            return apply(object, now); // a controller has changed it meanwhile
        }
        object.getMetadata().setUid(present.getMetadata().getUid()); // so that a new object of that name is refused
        return resource(object)
                .fieldManager(Names.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    /** Deletes an object if it exists and is ours. */
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
                                + "' that does not belong to a function of this gateway; delete it, or choose another name");
    }
}
