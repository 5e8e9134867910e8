package io.dcf.gateway.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown if the embedded gateway cannot listen on its address and port. */
final class EmbeddedPortException extends RuntimeException {

    private final transient InetSocketAddress address;

    EmbeddedPortException(InetSocketAddress address, IOException cause) {
        super("cannot listen on " + address, cause);
        this.address = address;
    }

    /** Explains the failure at start. */
    static final class Analyzer extends AbstractFailureAnalyzer<EmbeddedPortException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, EmbeddedPortException failure) {
            String host = failure.address.getHostString();
            int port = failure.address.getPort();
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                    The embedded gateway cannot listen on %s:%d: the port is in use, or the address is not one of this machine.

                        Setting: bridge.embedded.port (and bridge.embedded.address)
                        Value:   %d (and %s)""", host, port, port, host),
                    "Stop the process that listens there, choose another port with --bridge.embedded.port="
                            + (port == 65535 ? 32222 : port + 1) + " (0 takes a free one),"
                            + " or name the gateway that runs there: --bridge.gateway.address=" + host + ":" + port,
                    failure);
        }
    }
}
