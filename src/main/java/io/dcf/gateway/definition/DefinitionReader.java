package io.dcf.gateway.definition;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;

/**
 * Reads the definitions that come by one service. One that was written with the numbers of another dialect is refused, as far as that shows.
 *
 * @param numbering the numbers that the service reads
 * @param remedy what makes the caller and the service agree
 */
public record DefinitionReader(Numbering numbering, String remedy) {

    /** Of {@code pb.Gateway}, whose numbers are a setting. */
    public static DefinitionReader bySetting(Numbering numbering) {
        return new DefinitionReader(
                numbering,
                "bridge.embedded.numbering=" + numbering + ", so fields are numbered as in that dialect; set "
                        + numbering.other() + " where clients use its numbers. A bridge needs bridge.gateway.dialect="
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
            throw refusal("the definition's " + field + " hold another field");
        });
        return definition;
    }

    private RuntimeException refusal(String problem) {
        return Refusal.with(Status.Code.INVALID_ARGUMENT, problem + ": " + remedy);
    }
}
