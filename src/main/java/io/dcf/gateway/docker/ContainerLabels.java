package io.dcf.gateway.docker;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The labels of a container, from which a gateway restores its functions.
 *
 * @param definition the function's definition, without credentials for a registry
 * @param protocol the protocol of the container
 * @param port the port on which it listens
 */
public record ContainerLabels(CreateFunctionRequest definition, Protocol protocol, int port) {

    /** The label with the gateway that owns the container. */
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

    /** Refuses an invalid protocol or port. */
    public static ContainerLabels of(CreateFunctionRequest definition, Protocol defaultProtocol) {
        Protocol protocol = Protocol.of(definition, defaultProtocol);
        return new ContainerLabels(definition, protocol, protocol.port(definition));
    }

    /** Empty if they are not those of a function. */
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

    /** A name for a new container of the function. */
    public String randomName() {
        byte[] random = new byte[4];
        ThreadLocalRandom.current().nextBytes(random);
        return function() + "." + HexFormat.of().formatHex(random);
    }

    /** All labels of the container; the function's own do not replace these. */
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
