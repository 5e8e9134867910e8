package io.dcf.gateway.engine;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** What a function's container speaks: DCF's and OpenFx's contract, or that of OpenFaaS. */
public enum Protocol {
    /** {@code pb.FxWatcher/Call}. */
    FXWATCHER(50051, "/etc/openfx"),
    /** {@code POST /} and any other request, at a port that the annotation {@code dcf.io/port} may change. */
    HTTP(8080, "/var/openfaas/secrets");

    private static final String PROTOCOL = "dcf.io/protocol";
    private static final String PORT = "dcf.io/port";
    private static final String PORT_FORM = "[1-9][0-9]{0,4}";
    private static final int MAX_PORT = 65535;

    private final int usualPort;
    private final String secrets;

    Protocol(int usualPort, String secrets) {
        this.usualPort = usualPort;
        this.secrets = secrets;
    }

    /** The one that a definition names in an annotation, else the usual one. Refuses what is neither. */
    public static Protocol of(CreateFunctionRequest definition, Protocol usual) {
        String name = definition.getAnnotationsMap().get(PROTOCOL);
        return name == null
                ? usual
                : Arrays.stream(values())
                        .filter(each -> each.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refusal.with(
                                Status.Code.INVALID_ARGUMENT,
                                "annotation " + PROTOCOL + " must be http or fxwatcher, not '" + name + "'"));
    }

    /** Where a definition's containers listen. Refuses what is no port. */
    public int port(CreateFunctionRequest definition) {
        Map<String, String> annotations = definition.getAnnotationsMap();
        String port = annotations.get(PORT);
        if (port == null) {
            return usualPort;
        }
        if (!port.matches(PORT_FORM) || Integer.parseInt(port) > MAX_PORT) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "annotation " + PORT + " must be a port, 1 to 65535, not '" + port + "'");
        }
        return Integer.parseInt(port);
    }

    /** The directory in which a container finds its secrets, a file each. */
    public String secrets() {
        return secrets;
    }

    /** Its name in annotations and settings. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
