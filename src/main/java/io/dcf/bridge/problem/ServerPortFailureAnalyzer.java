package io.dcf.bridge.problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the one who started the process that the bridge's own port is taken, and what to do about it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ServerPortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, PortInUseException failure) {
        int port = failure.getPort();
        return new FailureAnalysis(
                "The bridge cannot listen: the port is taken.\n\n    Setting: server.port\n    Value:   " + port,
                "Stop what listens on port " + port + ", or choose another with --server.port="
                        + (port == 65535 ? 8080 : port + 1) + " (0 takes a free one).",
                failure);
    }
}
