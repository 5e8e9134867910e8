package io.dcf.bridge.settings;

import java.net.SocketException;
import org.apache.catalina.LifecycleException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains why the bridge cannot listen on {@code server.address} and {@code server.port}. */
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
            return portInUse(port, failure);
        }
        return isOfConnector(failure) ? cannotBind(address, port, failure) : null;
    }

    /**
     * A connector that cannot bind fails with a {@link LifecycleException}. Other causes are of beans that start with
     * Tomcat.
     */
    private static boolean isOfConnector(WebServerException failure) {
        Throwable cause = failure.getCause();
        while (cause != null && !(cause instanceof LifecycleException)) {
            cause = cause.getCause();
        }
        return cause != null
                && (cause.getCause() instanceof SocketException // no such address, or not permitted
                        || cause.getCause() instanceof IllegalArgumentException); // no such port
    }

    private static FailureAnalysis portInUse(int port, WebServerException failure) {
        int other = port == 65535 ? 8080 : port + 1;
        return new FailureAnalysis(
                "The bridge cannot listen: another process uses the port.\n\n    Setting: server.port\n    Value:   "
                        + port,
                "Stop the process that listens on port " + port + ", or choose another port with --server.port=" + other
                        + " (0 chooses a free one).",
                failure);
    }

    private static FailureAnalysis cannotBind(String address, int port, WebServerException failure) {
        return new FailureAnalysis(
                "The bridge cannot listen on this address and port.\n\n    Setting: server.address\n    Value:   "
                        + address + "\n\n    Setting: server.port\n    Value:   " + port,
                "Set server.address to an address of this machine, such as 127.0.0.1, or to 0.0.0.0 for all interfaces,"
                        + " and server.port to a port that this user may use, 0 to 65535.",
                failure);
    }
}
