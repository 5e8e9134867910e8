package io.dcf.bridge.openfaas;

import io.dcf.bridge.http.PathFunction;
import io.dcf.bridge.http.StartTime;
import io.dcf.bridge.invocation.AsyncInvocations;
import io.dcf.bridge.invocation.FunctionPath;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.RouteMatch;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Queues invocations. One of a function that does not exist is queued, too, and fails. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class AsyncFunctionController {

    private final AsyncInvocations invocations;

    AsyncFunctionController(AsyncInvocations invocations) {
        this.invocations = invocations;
    }

    /** @param name the function, as the client wrote it */
    @PostMapping({Routes.ASYNC_FUNCTION_PATH, Routes.ASYNC_FUNCTION_PATH + "/{*below}"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    void submit(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RouteMatch match = Objects.requireNonNull(RouteMatch.authorized(request));
        FunctionPath path = new FunctionPath(PathFunction.of(request), match.below());
        invocations.submit(path, name, request, response);
        response.setHeader(StartTime.HEADER, StartTime.now());
    }
}
