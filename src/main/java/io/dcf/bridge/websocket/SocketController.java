package io.dcf.bridge.websocket;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.FunctionGateway;
import io.dcf.bridge.gateway.FunctionStreams;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.OutputJson;
import io.dcf.bridge.stream.StreamProperties;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Opens WebSockets on functions. OpenAPI has no words for them; the operation 'stream' tells of them. */
@Hidden
@RestController
class SocketController {

    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String SUPPORTED_VERSION = "13";

    private final RequestLimiter limiter;
    private final FunctionGateway gateway;
    private final FunctionStreams functions;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final SocketRegistry sockets;
    private final StreamProperties properties;
    private final LimitsProperties limits;
    private final AsyncTaskExecutor executor;

    SocketController(
            RequestLimiter limiter,
            FunctionGateway gateway,
            FunctionStreams functions,
            OutputJson json,
            ProblemWriter problems,
            SocketRegistry sockets,
            StreamProperties properties,
            LimitsProperties limits,
            AsyncTaskExecutor executor) {
        this.limiter = limiter;
        this.gateway = gateway;
        this.functions = functions;
        this.json = json;
        this.problems = problems;
        this.sockets = sockets;
        this.properties = properties;
        this.limits = limits;
        this.executor = executor;
    }

    @GetMapping(Routes.STREAM_PATH)
    void open(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, DeploymentException {
        requireUpgrade(request, response);
        Subprotocols.requireKnown(request);
        limiter.requireStream();
        gateway.requireKnown(name);
        CallContext call = CallContext.required()
                .invoking(request.getMethod(), request.getRequestURI(), request.getQueryString(), null);
        var sender = new SocketSender(json, problems, call, request.getRequestURI());
        var inputs = new SocketInputs(limits.requestSize().toBytes());
        var socket = new FunctionSocket(
                limiter,
                functions,
                name,
                call,
                Grant.of(request),
                sender,
                inputs,
                sockets,
                executor,
                properties.heartbeat());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(FunctionSocket.class, "/stream")
                .subprotocols(Subprotocols.ALL)
                .configurator(new Handshake(socket))
                .build();
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        container.upgradeHttpToWebSocket(request, response, config, Map.of());
    }

    /** Tomcat would refuse another version without a body. HTTP/2 has no Upgrade, and its responses no such header. */
    private static void requireUpgrade(HttpServletRequest request, HttpServletResponse response) {
        String hint = "Open it with a WebSocket client, or POST the inputs to the same address.";
        if (!request.getProtocol().startsWith("HTTP/1")) {
            throw new ProblemException(Problem.of(505, "A GET here opens a WebSocket, by HTTP/1.1.")
                    .hint(hint));
        }
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        String version = request.getHeader(VERSION);
        if (!upgrade || version != null && !version.equals(SUPPORTED_VERSION)) {
            response.setHeader(HttpHeaders.UPGRADE, "websocket");
            response.setHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            response.setHeader(VERSION, SUPPORTED_VERSION);
            throw new ProblemException(Problem.of(426, "A GET here opens a WebSocket, of version 13.")
                    .hint(hint));
        }
    }

    /** What there is to agree on: no extensions, since compression would keep buffers of its own for each socket. */
    private static final class Handshake extends ServerEndpointConfig.Configurator {

        private final FunctionSocket socket;

        Handshake(FunctionSocket socket) {
            this.socket = socket;
        }

        @Override
        public boolean checkOrigin(String origin) {
            return true; // it has been, as of every request
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(socket);
        }
    }
}
