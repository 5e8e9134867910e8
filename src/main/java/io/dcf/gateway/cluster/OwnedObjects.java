package io.dcf.gateway.cluster;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Creates and deletes objects of functions; changes no object that does not belong to its function.
 *
 * @param objects the cluster's objects
 */
public record OwnedObjects(ClusterObjects objects) {

    /** Creates the object; refuses if the name is in use. */
    public <T extends HasMetadata> T create(T object) {
        try {
            return objects.resource(object).create();
        } catch (KubernetesClientException e) {
            if (ApiFailure.isConflict(e)) {
                throw exists(object, objects.get(object));
            }
            throw e;
        }
    }

    /** Creates or updates the object if it is needed; otherwise deletes it. */
    public void putIf(boolean needed, HasMetadata object) {
        if (needed) {
            put(object);
        } else {
            delete(object);
        }
    }

    /** Creates or updates an object that a function owns; refuses if the name is in use by an object that is not the function's. */
    public <T extends HasMetadata> T put(T object) {
        T present = objects.get(object);
        if (present != null && !isOurs(present, object)) {
            throw exists(object, present);
        }
        if (present != null && !Names.id(present).equals(Names.id(object))) {
            objects.resource(present).delete(); // left by an earlier function of that name
            present = null;
        }
        if (present != null) {
            return objects.apply(object, present);
        }
        try {
            return objects.resource(object).create();
        } catch (KubernetesClientException e) {
            if (ApiFailure.isConflict(e)) {
                return put(object); // another gateway has created it meanwhile
            }
            throw e;
        }
    }

    /** Deletes an object if it exists and is ours. */
    public void delete(HasMetadata object) {
        HasMetadata present = objects.get(object);
        if (present != null && isOurs(present, object)) {
            objects.resource(present).delete();
        }
    }

    private static boolean isOurs(HasMetadata present, HasMetadata wanted) {
        return Names.functionOf(present).equals(Names.functionOf(wanted));
    }

    private static RuntimeException exists(HasMetadata object, @Nullable HasMetadata present) {
        String name = object.getMetadata().getName();
        return Refusal.with(
                Status.Code.ALREADY_EXISTS,
                present == null || isOurs(present, object)
                        ? "function '" + Names.functionOf(object) + "' exists already"
                        : "there is a " + object.getKind() + " '" + name
                                + "' that does not belong to a function of this gateway; delete it, or choose another"
                                + " name");
    }
}
