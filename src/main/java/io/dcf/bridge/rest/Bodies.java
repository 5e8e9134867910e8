package io.dcf.bridge.rest;

import io.dcf.bridge.connector.WholeBody;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads what functions are given: at once where it has come with the head, else as it comes, and no thread waits for it. */
@Component
class Bodies {

    private static final int FIRST = 8 << 10;

    private final ProblemWriter problems;
    private final Duration time;

    Bodies(ProblemWriter problems, LimitsProperties limits) {
        this.problems = problems;
        this.time = limits.bodyTime();
    }

    /** Goes on, on this thread or later on another, with all of the body; or answers why it cannot be had. */
    void read(HttpServletRequest request, HttpServletResponse response, Consumer<FunctionInput> then)
            throws IOException {
        ServletInputStream stream = request.getInputStream();
        long length = request.getContentLengthLong();
        if (WholeBody.isRead(stream)) {
            try {
                WholeBody.require(request, 0);
            } catch (EOFException e) {
                problems.write(request, response, e);
                return;
            }
            length = 0;
        }
        byte[] first = new byte[length < 0 ? 0 : (int) Math.min(FIRST, length)];
        int count = first.length > 0 && stream.available() > 0 ? stream.read(first, 0, first.length) : 0;
        FunctionInput begun = FunctionInput.of(first, Math.max(0, count));
        if (length >= 0 && begun.size() == length) {
            then.accept(begun);
        } else {
            new BodyReader(request, response, problems, time, begun, then).start();
        }
    }
}
