package io.dcf.bridge.invocation;

import io.dcf.bridge.async.InvocationQueue;
import io.dcf.bridge.async.InvocationState;
import io.dcf.bridge.async.InvocationStatus;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.FunctionAccess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Asynchronous invocations: their states and outputs. Who may invoke a function may see its invocations. */
@RestController
class AsyncController {

    private final InvocationQueue queue;
    private final FunctionAccess access;
    private final ResponseHeaders responseHeaders;

    AsyncController(InvocationQueue queue, FunctionAccess access, ResponseHeaders responseHeaders) {
        this.queue = queue;
        this.access = access;
        this.responseHeaders = responseHeaders;
    }

    /**
     * Read the state of an asynchronous invocation.
     *
     * @param id the id of the invocation
     * @return the state of the invocation
     */
    @GetMapping(path = Routes.ASYNC_INVOCATION_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    InvocationStatus state(@PathVariable String id) {
        return visible(id);
    }

    /**
     * Read the output of an asynchronous invocation. The response has the bytes, the type, the status and the headers that the function
     * returned.
     *
     * @param id the id of the invocation
     */
    @GetMapping(Routes.ASYNC_OUTPUT_PATH)
    void output(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        InvocationStatus status = visible(id);
        FunctionOutput output = queue.output(id).orElseThrow(() -> new ProblemException(withoutOutput(status)));
        if (output.headers() != null) {
            responseHeaders.write(output.headers(), response);
        }
        OutputWriter.write(output, OutputWriter.wantsBytes(request), response);
    }

    private static Problem withoutOutput(InvocationStatus status) {
        if (!status.state().isFinal()) {
            return Problem.of(
                            409,
                            "The invocation has not ended: it is "
                                    + status.state().text() + ".")
                    .hint("Wait until its state is succeeded or failed.");
        }
        String detail = "The invocation has no output: it is " + status.state().text() + ".";
        return Problem.of(404, detail)
                .hint(status.state() == InvocationState.FAILED ? "Its problem says why it failed." : null);
    }

    /** The state of an invocation; one that the caller may not see is as unknown as one that does not exist. */
    private InvocationStatus visible(String id) {
        return queue.find(id)
                .filter(found -> access.allows(found.function()))
                .orElseThrow(() -> new ProblemException(Problem.of(404, "No invocation has this id.")
                        .hint("Finished invocations are deleted after bridge.async.retention.")));
    }
}
