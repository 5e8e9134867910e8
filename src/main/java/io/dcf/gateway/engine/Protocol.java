package io.dcf.gateway.engine;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The protocol of a function's container: that of DCF and OpenFx, or that of OpenFaaS. */
public enum Protocol {
    /** {@code pb.FxWatcher/Call}. */
    FXWATCHER(50051, "/etc/openfx"),
    /** {@code POST /} and any other HTTP request. */
    HTTP(8080, "/var/openfaas/secrets");

    private static final String PROTOCOL = "dcf.io/protocol";
    private static final String PORT = "dcf.io/port";
    private static final String PORT_FORM = "[1-9][0-9]{0,4}";
    private static final int MAX_PORT = 65535;

    private final int defaultPort;
    private final String secrets;

    Protocol(int defaultPort, String secrets) {
        this.defaultPort = defaultPort;
        this.secrets = secrets;
    }

    /** The protocol that the definition's annotation names, else the default; refuses any other value. */
    public static Protocol of(CreateFunctionRequest definition, Protocol defaultProtocol) {
        String name = definition.getAnnotationsMap().get(PROTOCOL);
        return name == null
                ? defaultProtocol
                : Arrays.stream(values())
                        .filter(each -> each.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> Refusal.with(
                                Status.Code.INVALID_ARGUMENT,
                                "annotation " + PROTOCOL + " must be http or fxwatcher, not '" + name + "'"));
    }

    /** The port of the definition's containers, from its annotation or the default; refuses an invalid port. */
    public int port(CreateFunctionRequest definition) {
        Map<String, String> annotations = definition.getAnnotationsMap();
        String port = annotations.get(PORT);
        if (port == null) {
            return defaultPort;
        }
        if (!port.matches(PORT_FORM) || Integer.parseInt(port) > MAX_PORT) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "annotation " + PORT + " must be a port, 1 to 65535, not '" + port + "'");
        }
        return Integer.parseInt(port);
    }

    /** The directory in which a container finds its secrets, one file each. */
    public String secrets() {
        return secrets;
    }

    /** Its name in annotations and settings. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
