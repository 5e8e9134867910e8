package io.dcf.gateway.definition;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;

/**
 * Decodes the definitions that one service receives. Refuses those that show that they were written with other field numbers.
 *
 * @param numbering the field numbers that the service reads
 * @param remedy the settings that make caller and service agree
 */
public record DefinitionReader(Numbering numbering, String remedy) {

    /** The reader of {@code pb.Gateway}, whose numbers are a setting. */
    public static DefinitionReader bySetting(Numbering numbering) {
        return new DefinitionReader(
                numbering,
                "bridge.embedded.numbering=" + numbering
                        + ", so the gateway reads fields by that dialect's numbers; set "
                        + numbering.other() + " if clients use its numbers. A bridge needs bridge.gateway.dialect="
                        + numbering);
    }

    public static DefinitionReader openfx() {
        return new DefinitionReader(
                Numbering.DCF,
                "pb.FxGateway always numbers fields as OpenFx does; clients with other numbers call pb.Gateway."
                        + " A bridge needs bridge.gateway.dialect=openfx");
    }

    public CreateFunctionRequest read(ByteString request) {
        CreateFunctionRequest definition;
        try {
            definition = numbering.parse(request);
        } catch (InvalidProtocolBufferException e) {
            throw refusal("the definition cannot be decoded");
        }
        WrongNumbering.find(definition, numbering).ifPresent(field -> {
            throw refusal("the definition's " + field + " contain another field's value");
        });
        return definition;
    }

    private RuntimeException refusal(String problem) {
        return Refusal.with(Status.Code.INVALID_ARGUMENT, problem + ": " + remedy);
    }
}
