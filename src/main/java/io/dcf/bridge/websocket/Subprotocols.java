package io.dcf.bridge.websocket;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The subprotocols of WebSockets on functions. The server selects the first known one of the client's list. */
final class Subprotocols {

    /** Only inputs and outputs. For clients that must offer a subprotocol, such as pages that send credentials in one. */
    static final String STREAM = "dcf.stream.v1";

    /** Inputs and outputs; a failure is sent as a whole problem in a last frame. */
    static final String PROBLEMS = "problem+json";

    static final List<String> ALL = List.of(STREAM, PROBLEMS);

    private Subprotocols() {}

    /**
     * Refuses an offer without a known subprotocol. Browsers fail a connection whose server selects none of the offered subprotocols (WHATWG
     * WebSockets, 2.1), and give the page no reason. An offered credential is never selected, since the response would repeat it.
     */
    static void requireKnown(HttpServletRequest request) {
        List<String> offered = Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!offered.isEmpty() && Collections.disjoint(offered, ALL)) {
            throw new ProblemException(Problem.of(
                            ProblemType.UNSUPPORTED_SUBPROTOCOL,
                            "None of the offered WebSocket subprotocols is supported.")
                    .hint("Offer " + STREAM + " or " + PROBLEMS
                            + " as well, next to authorization.CREDENTIALS if there is one, or offer no subprotocol."));
        }
    }
}
