package io.dcf.bridge.startup;

import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Tells the one who started the process why the bridge cannot listen where it is told to. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ServerFailureAnalyzer extends AbstractFailureAnalyzer<WebServerException> {

    private final Environment environment;

    ServerFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, WebServerException failure) {
        String address = environment.getProperty("server.address", "0.0.0.0");
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (failure instanceof PortInUseException) {
            return taken(port, failure);
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        boolean network = cause instanceof SocketException
                || String.valueOf(cause.getMessage()).startsWith("port out of range");
        return network ? impossible(address, port, failure) : null;
    }

    private static FailureAnalysis taken(int port, WebServerException failure) {
        int other = port == 65535 ? 8080 : port + 1;
        return new FailureAnalysis(
                "The bridge cannot listen: the port is taken.\n\n    Setting: server.port\n    Value:   " + port,
                "Stop what listens on port " + port + ", or choose another with --server.port=" + other
                        + " (0 takes a free one).",
                failure);
    }

    private static FailureAnalysis impossible(String address, int port, WebServerException failure) {
        return new FailureAnalysis(
                "The bridge cannot listen there.\n\n    Setting: server.address\n    Value:   " + address
                        + "\n\n    Setting: server.port\n    Value:   " + port,
                "Give server.address an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them, and"
                        + " server.port a port that this user may take, 0 to 65535.",
                failure);
    }
}
