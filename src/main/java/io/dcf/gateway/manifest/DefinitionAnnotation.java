package io.dcf.gateway.manifest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The annotation of a Deployment that holds the definition of its function as JSON, without credentials. */
public final class DefinitionAnnotation {

    private static final Logger log = LoggerFactory.getLogger(DefinitionAnnotation.class);

    private DefinitionAnnotation() {}

    static String text(CreateFunctionRequest definition) {
        try {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .sortingMapKeys()
                    .print(definition.toBuilder().clearRegistryAuth());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The definition in a Deployment, with the Deployment's current image; empty if it is not a function. */
    public static Optional<CreateFunctionRequest> of(Deployment deployment) {
        String name = deployment.getMetadata().getName();
        String text = Names.annotation(deployment, Names.DEFINITION);
        if (text.isEmpty() || !Names.functionOf(deployment).equals(name)) {
            return Optional.empty();
        }
        CreateFunctionRequest.Builder definition = CreateFunctionRequest.newBuilder();
        try {
            JsonFormat.parser().ignoringUnknownFields().merge(text, definition);
        } catch (InvalidProtocolBufferException e) {
            log.warn("Ignoring Deployment {}, whose definition cannot be parsed: {}", name, e.getMessage());
            return Optional.empty();
        }
        deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(each -> each.getName().equals(Names.CONTAINER))
                .map(Container::getImage)
                .findFirst()
                .ifPresent(definition::setImage);
        return Optional.of(definition.setService(name).build());
    }
}
