package io.dcf.gateway.definition;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.dcf.gateway.dcf.DcfProto;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.GatewayProto;
import java.util.Locale;
import java.util.Map;

/** The field numbers of a definition, the only difference between the messages of the dialects. */
public enum Numbering {
    GUIDE(GatewayProto.getDescriptor(), Map.of()),
    /** The numbers of DCF and OpenFx. */
    DCF(
            DcfProto.getDescriptor(),
            Map.of(
                    io.dcf.gateway.dcf.CreateFunctionRequest.ANNOTATIONS_FIELD_NUMBER,
                    CreateFunctionRequest.ANNOTATIONS_FIELD_NUMBER,
                    io.dcf.gateway.dcf.CreateFunctionRequest.CONSTRAINTS_FIELD_NUMBER,
                    CreateFunctionRequest.CONSTRAINTS_FIELD_NUMBER,
                    io.dcf.gateway.dcf.CreateFunctionRequest.SECRETS_FIELD_NUMBER,
                    CreateFunctionRequest.SECRETS_FIELD_NUMBER,
                    io.dcf.gateway.dcf.CreateFunctionRequest.REGISTRYAUTH_FIELD_NUMBER,
                    CreateFunctionRequest.REGISTRYAUTH_FIELD_NUMBER,
                    io.dcf.gateway.dcf.CreateFunctionRequest.LIMITS_FIELD_NUMBER,
                    CreateFunctionRequest.LIMITS_FIELD_NUMBER));

    private final FileDescriptor file;
    private final Map<Integer, Integer> guideNumbers;

    Numbering(FileDescriptor file, Map<Integer, Integer> guideNumbers) {
        this.file = file;
        this.guideNumbers = guideNumbers;
    }

    /** The file descriptor of the contract with these numbers. */
    public FileDescriptor file() {
        return file;
    }

    /** Decodes a definition that has these numbers. */
    CreateFunctionRequest parse(ByteString definition) throws InvalidProtocolBufferException {
        if (guideNumbers.isEmpty()) {
            return CreateFunctionRequest.parseFrom(definition);
        }
        UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
        UnknownFieldSet.parseFrom(definition)
                .asMap()
                .forEach((number, field) -> fields.addField(guideNumbers.getOrDefault(number, number), field));
        return CreateFunctionRequest.parseFrom(fields.build().toByteString());
    }

    Numbering other() {
        return this == GUIDE ? DCF : GUIDE;
    }

    /** The spelling of the setting. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
