package io.dcf.bridge.websocket;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.springframework.http.HttpHeaders;

/** The handshake of a WebSocket: what its request must have, and what is agreed on. */
final class SocketHandshake extends ServerEndpointConfig.Configurator {

    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String SUPPORTED_VERSION = "13";

    private final SocketEndpoint endpoint;

    SocketHandshake(SocketEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Requires an upgrade to a supported version. Tomcat refuses other versions without a body. HTTP/2 has no Upgrade header, so that the response
     * cannot have one either.
     */
    static void requireUpgrade(HttpServletRequest request, HttpServletResponse response) {
        String hint = "Use a WebSocket client, or POST the inputs to the same address.";
        if (!request.getProtocol().startsWith("HTTP/1")) {
            throw new ProblemException(
                    Problem.of(ProblemType.HTTP_VERSION, "GET opens a WebSocket here, which needs HTTP/1.1.")
                            .hint(hint));
        }
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        String version = request.getHeader(VERSION);
        if (!upgrade || version != null && !version.equals(SUPPORTED_VERSION)) {
            response.setHeader(HttpHeaders.UPGRADE, "websocket");
            response.setHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            response.setHeader(VERSION, SUPPORTED_VERSION);
            throw new ProblemException(Problem.of(
                            ProblemType.UPGRADE_REQUIRED,
                            "GET opens a WebSocket here, which needs an upgrade to version 13.")
                    .hint(hint));
        }
    }

    /** The origin of every request has been checked already. */
    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }

    /** No extensions: compression would have buffers for each socket. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return type.cast(endpoint);
    }
}
