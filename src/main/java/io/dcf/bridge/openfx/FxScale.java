package io.dcf.bridge.openfx;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.Scale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A {@code ScaleServiceRequest} of OpenFx. An absent number is 0, as in protobuf. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record FxScale(@Nullable String serviceName, @Nullable Integer replicas) {

    FunctionName name() {
        return FxDefinition.name("ServiceName", serviceName);
    }

    Scale scale() {
        return new Scale(replicas == null ? 0 : replicas);
    }
}
