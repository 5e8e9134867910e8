package io.dcf.gateway.docker;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a container's labels say of it, so that a gateway that has lost its functions finds them again.
 *
 * @param definition the function's definition, without credentials for a registry
 * @param protocol what the container speaks
 * @param port where it listens
 */
public record ContainerLabels(CreateFunctionRequest definition, Protocol protocol, int port) {

    /** Which gateway's container it is. */
    static final String GATEWAY = "dcf.io/gateway";

    static final String FUNCTION = "dcf.io/function";
    private static final String DEFINITION = "dcf.io/definition";
    private static final String PROTOCOL = "dcf.io/protocol";
    private static final String PORT = "dcf.io/port";

    public ContainerLabels {
        definition = bare(definition);
    }

    /** A definition without credentials for a registry. */
    public static CreateFunctionRequest bare(CreateFunctionRequest definition) {
        return definition.toBuilder().clearRegistryAuth().build();
    }

    /** Refuses a definition whose protocol or port is wrong. */
    public static ContainerLabels of(CreateFunctionRequest definition, Protocol usual) {
        Protocol protocol = Protocol.of(definition, usual);
        return new ContainerLabels(definition, protocol, protocol.port(definition));
    }

    /** Nothing where they are not those of a function. */
    static Optional<ContainerLabels> read(Map<String, String> labels) {
        try {
            String definition = labels.getOrDefault(DEFINITION, "");
            return definition.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ContainerLabels(
                            CreateFunctionRequest.parseFrom(Base64.getDecoder().decode(definition)),
                            protocol(labels),
                            Integer.parseInt(labels.getOrDefault(PORT, ""))));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Protocol protocol(Map<String, String> labels) {
        return Arrays.stream(Protocol.values())
                .filter(each -> each.toString().equals(labels.get(PROTOCOL)))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    public String function() {
        return definition.getService();
    }

    /** With the function's own, which do not replace these. */
    Map<String, String> write(String gateway) {
        Map<String, String> labels = new HashMap<>(definition.getLabelsMap());
        labels.put(GATEWAY, gateway);
        labels.put(FUNCTION, definition.getService());
        labels.put(DEFINITION, Base64.getEncoder().encodeToString(definition.toByteArray()));
        labels.put(PROTOCOL, protocol.toString());
        labels.put(PORT, Integer.toString(port));
        return labels;
    }
}
