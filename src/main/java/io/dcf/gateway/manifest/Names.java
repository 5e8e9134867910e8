package io.dcf.gateway.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** Names, labels and annotations of functions' objects. */
public final class Names {

    /** The manager of the fields that follow from a definition. */
    public static final String FIELD_MANAGER = "dcf-gateway";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String FUNCTION = "dcf.io/function";

    /** The label by which tools of OpenFx select. */
    static final String OPENFX_FUNCTION = "openfx_fn";

    /** The label that distinguishes the objects of a function from those of an earlier one of its name. */
    static final String ID = "dcf.io/deployment-id";

    /** The annotation of a Deployment that holds the function's definition. */
    static final String DEFINITION = "dcf.io/definition";

    /** The annotation of a Service with the number of invocations. */
    public static final String INVOCATIONS = "dcf.io/invocations";

    /** The annotation of a Service with the time of the last invocation. */
    public static final String INVOKED = "dcf.io/invoked";

    /** The only container of a pod, and its only port. */
    public static final String CONTAINER = "function";

    private Names() {}

    /** The labels of all objects of a function. */
    static Map<String, String> labels(String function, String id) {
        return Map.of(MANAGED_BY, FIELD_MANAGER, FUNCTION, function, OPENFX_FUNCTION, function, ID, id);
    }

    static String pullSecret(String function) {
        return function + "-registry";
    }

    /** The function to which an object belongs; empty if it belongs to none. */
    public static String functionOf(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels != null && FIELD_MANAGER.equals(labels.get(MANAGED_BY)) ? labels.getOrDefault(FUNCTION, "") : "";
    }

    public static String id(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(ID, "");
    }

    /** The value of an annotation; empty if there is none. */
    static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }
}
