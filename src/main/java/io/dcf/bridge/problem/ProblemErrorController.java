package io.dcf.bridge.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers requests that Tomcat dispatches to the error path after a filter or the container failed. */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {

    private final ProblemWriter problems;

    ProblemErrorController(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(ProblemWriter.CODE) != null) {
            return; // it has been answered, or the client has disconnected
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        problems.write(request, response, StatusProblems.of(status instanceof Integer code ? code : 404));
    }
}
