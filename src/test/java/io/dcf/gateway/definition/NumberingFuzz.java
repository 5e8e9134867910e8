package io.dcf.gateway.definition;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** Definitions: with either numbering they are read as the classes generated from its file read them, or refused with INVALID_ARGUMENT. */
public final class NumberingFuzz {

    private NumberingFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        ByteString request = ByteString.copyFrom(bytes);
        CreateFunctionRequest guide = read(Numbering.GUIDE, request);
        require(guide == null || guide.equals(expectedOfGuide(request)), request);
        CreateFunctionRequest dcf = read(Numbering.DCF, request);
        require(dcf == null || valuesOf(dcf).equals(valuesOf(expectedOfDcf(request))), request);
    }

    private static CreateFunctionRequest read(Numbering numbering, ByteString request) {
        try {
            return DefinitionReader.bySetting(numbering).read(request);
        } catch (StatusRuntimeException e) {
            require(e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT, request);
            return null;
        }
    }

    private static CreateFunctionRequest expectedOfGuide(ByteString request) {
        try {
            return CreateFunctionRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static io.dcf.gateway.dcf.CreateFunctionRequest expectedOfDcf(ByteString request) {
        try {
            return io.dcf.gateway.dcf.CreateFunctionRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> valuesOf(CreateFunctionRequest definition) {
        return List.of(
                definition.getService(),
                definition.getImage(),
                definition.getEnvVarsMap(),
                definition.getLabelsMap(),
                definition.getAnnotationsMap(),
                List.copyOf(definition.getConstraintsList()),
                List.copyOf(definition.getSecretsList()),
                definition.getRegistryAuth(),
                definition.getLimits().toByteString(),
                definition.getRequests().toByteString(),
                definition.getMinReplicas(),
                definition.getMaxReplicas());
    }

    private static List<Object> valuesOf(io.dcf.gateway.dcf.CreateFunctionRequest definition) {
        return List.of(
                definition.getService(),
                definition.getImage(),
                definition.getEnvVarsMap(),
                definition.getLabelsMap(),
                definition.getAnnotationsMap(),
                List.copyOf(definition.getConstraintsList()),
                List.copyOf(definition.getSecretsList()),
                definition.getRegistryAuth(),
                definition.getLimits().toByteString(),
                definition.getRequests().toByteString(),
                definition.getMinReplicas(),
                definition.getMaxReplicas());
    }

    private static void require(boolean holds, ByteString request) {
        if (!holds) {
            throw new AssertionError(request.toString());
        }
    }
}
