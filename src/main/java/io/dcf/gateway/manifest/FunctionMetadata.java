package io.dcf.gateway.manifest;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.Map;

/**
 * The metadata that the objects of one function share.
 *
 * @param id distinguishes the function from earlier ones of its name
 */
record FunctionMetadata(CreateFunctionRequest definition, String id) {

    String name() {
        return definition.getService();
    }

    /** Of the Deployment, which also holds the definition. */
    ObjectMeta ofDeployment() {
        return new ObjectMetaBuilder()
                .withName(name())
                .withLabels(labels())
                .withAnnotations(Map.of(Names.DEFINITION, DefinitionAnnotation.text(definition)))
                .build();
    }

    /** Of an object that the Deployment owns. */
    ObjectMeta ownedBy(Deployment owner) {
        return new ObjectMetaBuilder()
                .withName(name())
                .withLabels(labels())
                .withOwnerReferences(reference(owner))
                .build();
    }

    Map<String, String> selector() {
        return Map.of(Names.FUNCTION, name(), Names.ID, id);
    }

    Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(definition.getLabelsMap());
        labels.putAll(Names.labels(name(), id));
        return labels;
    }

    /** The function's own, without those for the gateway, so that their change restarts no pods. */
    Map<String, String> podAnnotations() {
        Map<String, String> annotations = new HashMap<>(definition.getAnnotationsMap());
        annotations.keySet().removeIf(key -> key.startsWith("dcf.io/"));
        return annotations;
    }

    private static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build();
    }
}
