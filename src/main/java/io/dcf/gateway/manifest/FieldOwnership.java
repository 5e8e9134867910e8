package io.dcf.gateway.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kubernetes' record of which manager owns which field of an object. */
public final class FieldOwnership {

    private FieldOwnership() {}

    /**
     * The patch that turns fields set at creation into applied ones; the API server would otherwise keep fields that a later definition
     * lacks. Excludes the replicas, which are never applied. Empty if there are no such fields.
     */
    public static Optional<Map<String, ?>> apply(HasMetadata present) {
        List<ManagedFieldsEntry> entries =
                Optional.ofNullable(present.getMetadata().getManagedFields()).orElse(List.of());
        return entries.stream()
                .filter(each -> Names.FIELD_MANAGER.equals(each.getManager()) && "Update".equals(each.getOperation()))
                .findFirst()
                .map(created -> {
                    setApplied(created);
                    String version = present.getMetadata().getResourceVersion();
                    return Map.of("metadata", Map.of("resourceVersion", version, "managedFields", entries));
                });
    }

    private static void setApplied(ManagedFieldsEntry created) {
        created.setOperation("Apply");
        if (created.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec) {
            spec.remove("f:replicas");
        }
    }
}
