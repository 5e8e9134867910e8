package io.dcf.bridge.websocket;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The subprotocols of WebSockets on functions. The server selects the first one of the client's list that it knows. */
final class Subprotocols {

    /** Frames as inputs and outputs, and nothing more; for clients that have to offer a subprotocol, such as pages that send credentials in one. */
    static final String STREAM = "dcf.stream.v1";

    /** The same, and a failure comes as a whole problem in a last frame. */
    static final String PROBLEMS = "problem+json";

    static final List<String> ALL = List.of(STREAM, PROBLEMS);

    private Subprotocols() {}

    /**
     * Refuses an offer of which nothing can be selected: browsers fail a connection whose server selects none of the subprotocols that the
     * page offered (WHATWG WebSockets, 2.1), and tell the page nothing. An offered credential is never selected, since that would send it back.
     */
    static void requireKnown(HttpServletRequest request) {
        List<String> offered = Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!offered.isEmpty() && Collections.disjoint(offered, ALL)) {
            throw new ProblemException(Problem.of(400, "None of the offered WebSocket subprotocols is supported.")
                    .hint("Offer " + STREAM + " or " + PROBLEMS
                            + " as well, next to authorization.CREDENTIALS if there is one, or offer none at all."));
        }
    }
}
