package io.dcf.bridge.websocket;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.limit.ClientId;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.problem.FailedRequest;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.Grant;
import io.dcf.bridge.stream.OutputJson;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Opens WebSockets on functions. OpenAPI cannot describe them; the description of the operation 'stream' mentions them. */
@Hidden
@RestController
class SocketController {

    private final RequestLimiter limiter;
    private final FunctionReads functions;
    private final SocketOpener opener;
    private final SocketRegistry sockets;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final AsyncTaskExecutor executor;

    SocketController(
            RequestLimiter limiter,
            FunctionReads functions,
            SocketOpener opener,
            SocketRegistry sockets,
            OutputJson json,
            ProblemWriter problems,
            AsyncTaskExecutor executor) {
        this.limiter = limiter;
        this.functions = functions;
        this.opener = opener;
        this.sockets = sockets;
        this.json = json;
        this.problems = problems;
        this.executor = executor;
    }

    @GetMapping(Routes.STREAM_PATH)
    void open(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, DeploymentException {
        SocketHandshake.requireUpgrade(request, response);
        Subprotocols.requireKnown(request);
        limiter.requireStream();
        functions.requireKnown(name);
        CallContext call = CallContext.required()
                .invoking(request.getMethod(), request.getRequestURI(), request.getQueryString(), null);
        var closer = new SocketCloser(json, problems, FailedRequest.of("WebSocket", request));
        String client = ClientId.of(request);
        var endpoint = new SocketEndpoint(
                session -> opener.open(session, name, client), sockets, closer, executor, call, Grant.of(request));
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/stream")
                .subprotocols(Subprotocols.ALL)
                .configurator(new SocketHandshake(endpoint))
                .build();
        ServerContainer container =
                (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        container.upgradeHttpToWebSocket(request, response, config, Map.of());
    }
}
