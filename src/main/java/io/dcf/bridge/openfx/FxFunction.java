package io.dcf.bridge.openfx;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dcf.bridge.function.FunctionStatus;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A {@code Function} of OpenFx. Numbers are strings, as protobuf's JSON writes those of 64 bits. */
@JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
record FxFunction(
        String name,
        String image,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long invocationCount,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long replicas,
        @JsonFormat(shape = JsonFormat.Shape.STRING) long availableReplicas,
        Map<String, String> annotations,
        Map<String, String> labels) {

    /** The answer of List. */
    record Many(@JsonProperty("Functions") List<FxFunction> functions) {}

    static FxFunction of(FunctionStatus status) {
        return new FxFunction(
                status.name(),
                status.image(),
                status.invocationCount(),
                status.replicas(),
                status.availableReplicas(),
                status.annotations(),
                status.labels());
    }
}
