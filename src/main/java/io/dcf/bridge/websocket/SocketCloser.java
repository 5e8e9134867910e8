package io.dcf.bridge.websocket;

import io.dcf.bridge.problem.FailedRequest;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.stream.OutputJson;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a WebSocket, and sends its client the cause. */
final class SocketCloser {

    /** The most bytes that the reason of a close frame may have (RFC 6455, 5.5). */
    private static final int MAX_REASON = 123;

    private static final Logger log = LoggerFactory.getLogger(SocketCloser.class);

    private final OutputJson json;
    private final ProblemWriter problems;
    private final FailedRequest request;

    SocketCloser(OutputJson json, ProblemWriter problems, FailedRequest request) {
        this.json = json;
        this.problems = problems;
        this.request = request;
    }

    /** Closes the WebSocket. A failure's problem is sent whole before that if the subprotocol has such a frame. */
    void close(Session session, CloseCause cause) {
        try {
            session.close(
                    cause instanceof CloseCause.Event event
                            ? event.reason()
                            : sendProblem(session, (CloseCause.Failure) cause));
        } catch (IOException | RuntimeException e) {
            log.debug("The client disconnected before the close", e);
        }
    }

    private CloseReason sendProblem(Session session, CloseCause.Failure failure) throws IOException {
        Problem problem = problems.report(failure.exception(), request);
        if (Subprotocols.PROBLEMS.equals(session.getNegotiatedSubprotocol())) {
            session.getBasicRemote().sendText(new String(json.line("problem", problem), StandardCharsets.UTF_8));
        }
        return new CloseReason(CloseCause.Failure.code(problem.status()), reason(problem));
    }

    /** The problem's status and detail as JSON. The detail is shortened to what a close frame can carry. */
    private String reason(Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("status", problem.status());
        String detail = problem.detail();
        while (true) {
            members.put("detail", detail);
            byte[] reason = json.value(members);
            if (reason.length <= MAX_REASON) {
                return new String(reason, StandardCharsets.UTF_8);
            }
            int kept = Math.max(0, detail.length() - 3 - Math.max(1, (reason.length - MAX_REASON) / 4));
            boolean splits = kept > 0 && Character.isHighSurrogate(detail.charAt(kept - 1));
            detail = detail.substring(0, splits ? kept - 1 : kept) + "...";
        }
    }
}
