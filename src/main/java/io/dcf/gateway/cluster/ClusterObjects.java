package io.dcf.gateway.cluster;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and patches single objects of the cluster. */
public final class ClusterObjects {

    /** Replicas have a manager of their own, since a definition does not apply them: autoscalers and callers set them. */
    private static final String REPLICAS_MANAGER = "dcf-gateway-replicas";

    private final NamespacedKubernetesClient client;

    public ClusterObjects(NamespacedKubernetesClient client) {
        this.client = client;
    }

    /** The object of this name and kind as the API server has it now. */
    public <T extends HasMetadata> @Nullable T get(T object) {
        return resource(object).get();
    }

    /** The function's Deployment as the API server has it now; NOT_FOUND also for Deployments that are no functions. */
    public Deployment function(String name) {
        return Optional.ofNullable(client.apps().deployments().withName(name).get())
                .filter(each -> DefinitionAnnotation.of(each).isPresent())
                .orElseThrow(() -> Refusal.notFound(name));
    }

    /** Scales a function; refuses a number that is too large for the cluster. */
    public Deployment scale(String name, long replicas) {
        if (replicas < 0 || replicas > Integer.MAX_VALUE) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "Replicas must be at most " + Integer.MAX_VALUE + ", not " + Long.toUnsignedString(replicas));
        }
        return scale(function(name), replicas, false);
    }

    /** @param unchanged whether to fail if it has changed since it was read */
    public Deployment scale(Deployment present, long replicas, boolean unchanged) {
        Map<String, Object> fields = new HashMap<>(Map.of("spec", Map.of("replicas", replicas)));
        if (unchanged) {
            fields.put(
                    "metadata", Map.of("resourceVersion", present.getMetadata().getResourceVersion()));
        }
        return merge(present, fields, REPLICAS_MANAGER);
    }

    /** Applies an object; fields that others have added stay. */
    public <T extends HasMetadata> T apply(T object, T present) {
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

    /** Merges fields into an object. */
    public <T extends HasMetadata> T merge(T object, Map<String, ?> fields, String manager) {
        return resource(object)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(manager)
                                .build(),
                        client.getKubernetesSerialization().asJson(fields));
    }

    <T extends HasMetadata> NamespaceableResource<T> resource(T object) {
        return client.resource(object);
    }
}
