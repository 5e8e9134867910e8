package io.dcf.gateway.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** Names that objects of functions have in common. */
public final class Names {

    /** Who writes the fields that follow from a definition. */
    public static final String FIELD_MANAGER = "dcf-gateway";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String FUNCTION = "dcf.io/function";

    /** The label that tools of the lineage select by. */
    static final String LINEAGE_FUNCTION = "openfx_fn";

    /** The label that tells the objects of a function from those of an earlier one of its name. */
    static final String ID = "dcf.io/deployment-id";

    /** The annotation of a Deployment that holds the function's definition. */
    static final String DEFINITION = "dcf.io/definition";

    /** The annotation of a Service that counts the function's invocations. */
    public static final String INVOCATIONS = "dcf.io/invocations";

    /** The annotation of a Service that says when the function was last invoked. */
    public static final String INVOKED = "dcf.io/invoked";

    /** The only container of a pod, and its only port. */
    public static final String CONTAINER = "function";

    private Names() {}

    /** The labels that make an object one of a function's. */
    static Map<String, String> labels(String function, String id) {
        return Map.of(MANAGED_BY, FIELD_MANAGER, FUNCTION, function, LINEAGE_FUNCTION, function, ID, id);
    }

    static String pullSecret(String function) {
        return function + "-registry";
    }

    /** The function that an object belongs to, empty where it belongs to none. */
    public static String functionOf(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && FIELD_MANAGER.equals(labels.get(MANAGED_BY)) ? labels.getOrDefault(FUNCTION, "") : "";
    }

    public static String id(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(ID, "");
    }

    /** An annotation's value, empty where there is none. */
    public static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }
}
