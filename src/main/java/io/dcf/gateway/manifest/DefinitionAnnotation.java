package io.dcf.gateway.manifest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DefinitionAnnotation as text in an annotation, without the credentials that they may have. */
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

    /** The function of a Deployment, with the image that the Deployment has at present. Empty where it is not a function. */
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
            log.warn("Deployment {} has no readable definition, so it is no function: {}", name, e.getMessage());
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
