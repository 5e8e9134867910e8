package io.dcf.bridge.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers whatever a controller threw. */
@RestControllerAdvice
public class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter problems;

    ProblemAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    /** Also for failures that come after the controller has returned. */
    @ExceptionHandler
    public void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof AsyncRequestNotUsableException) {
            return;
        }
        Problem problem = Problems.known(failure).orElseGet(() -> {
            String trace = ProblemWriter.traceId(request);
            log.error("{} {} failed, trace {}", request.getMethod(), request.getRequestURI(), trace, failure);
            return Problems.bare(500);
        });
        if (failure instanceof ErrorResponse web && web.getHeaders().containsHeader(HttpHeaders.ALLOW)) {
            response.setHeader(HttpHeaders.ALLOW, web.getHeaders().getFirst(HttpHeaders.ALLOW));
        }
        problems.write(request, response, problem);
    }
}
