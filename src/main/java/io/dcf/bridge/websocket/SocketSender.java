package io.dcf.bridge.websocket;

import com.google.common.base.Utf8;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.stream.OutputJson;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says things to whoever opened a WebSocket: outputs, that the bridge is there, and at the end why. */
final class SocketSender {

    /** Application codes start there (RFC 6455, 7.4.2); HTTP's status is added. */
    private static final int FIRST_CODE = 4000;

    private static final int LONGEST_REASON = 123;
    private static final Logger log = LoggerFactory.getLogger(SocketSender.class);

    private final OutputJson json;
    private final ProblemWriter problems;
    private final CallContext call;
    private final String path;

    SocketSender(OutputJson json, ProblemWriter problems, CallContext call, String path) {
        this.json = json;
        this.problems = problems;
        this.call = call;
        this.path = path;
    }

    /**
     * Sends an output as one frame, and waits until it is sent.
     *
     * @param asText whether it goes as text, if it is UTF-8
     * @param checked called again and again, after so long a time each; may throw, which ends the waiting
     */
    void output(Session session, byte[] output, boolean asText, Duration period, Runnable checked)
            throws InterruptedException {
        Future<Void> sent = send(session, output, asText);
        while (true) {
            try {
                sent.get(period.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                checked.run();
            } catch (ExecutionException e) {
                throw new SocketClosedException(CloseCodes.CLOSED_ABNORMALLY, "the client is gone");
            }
        }
    }

    private static Future<Void> send(Session session, byte[] output, boolean asText) {
        try {
            return asText && Utf8.isWellFormed(output)
                    ? session.getAsyncRemote().sendText(new String(output, StandardCharsets.UTF_8))
                    : session.getAsyncRemote().sendBinary(ByteBuffer.wrap(output));
        } catch (IllegalStateException e) { // the session is closed
            throw new SocketClosedException(CloseCodes.CLOSED_ABNORMALLY, "the client is gone");
        }
    }

    void ping(Session session) {
        try {
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException e) {
            log.debug("no ping could be sent", e);
        }
    }

    /** Closes with 1000 where all went well, else with the problem's status and what fits of it. */
    void close(Session session, @Nullable Throwable failure) {
        if (failure == null) {
            close(session, null, new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
            return;
        }
        if (failure instanceof SocketClosedException closed) {
            close(session, null, closed.reason());
            return;
        }
        if (failure instanceof GatewayException ended && ended.fault() == GatewayException.Fault.LEAVING) {
            close(session, null, new CloseReason(CloseCodes.GOING_AWAY, "the bridge stops"));
            return;
        }
        Problem problem = problems.tell(failure, "WebSocket", path, call.trace().traceId());
        CloseReason reason = new CloseReason(CloseCodes.getCloseCode(FIRST_CODE + problem.status()), reason(problem));
        close(session, new String(json.line("problem", problem), StandardCharsets.UTF_8), reason);
    }

    private static void close(Session session, @Nullable String problem, CloseReason reason) {
        try {
            if (problem != null && Subprotocols.PROBLEMS.equals(session.getNegotiatedSubprotocol())) {
                session.getBasicRemote().sendText(problem);
            }
            session.close(reason);
        } catch (IOException | RuntimeException e) {
            log.debug("the client is gone", e);
        }
    }

    /** The problem as JSON in no more bytes than a reason may have. */
    private String reason(Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("status", problem.status());
        String detail = problem.detail();
        while (true) {
            told.put("detail", detail);
            byte[] reason = json.value(told);
            if (reason.length <= LONGEST_REASON) {
                return new String(reason, StandardCharsets.UTF_8);
            }
            int kept = Math.max(0, detail.length() - 3 - Math.max(1, (reason.length - LONGEST_REASON) / 4));
            boolean splits = kept > 0 && Character.isHighSurrogate(detail.charAt(kept - 1));
            detail = detail.substring(0, splits ? kept - 1 : kept) + "...";
        }
    }
}
