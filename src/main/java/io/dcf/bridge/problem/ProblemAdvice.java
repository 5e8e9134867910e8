package io.dcf.bridge.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers with the problem of what a controller threw. */
@RestControllerAdvice
class ProblemAdvice {

    private final ProblemWriter problems;

    ProblemAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (failure instanceof HttpRequestMethodNotSupportedException method) {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", WebProblems.supported(method)));
        }
        if (failure instanceof NoResourceFoundException unknown) {
            problems.write(request, response, WebProblems.of(unknown, request));
        } else {
            problems.write(request, response, failure);
        }
    }
}
