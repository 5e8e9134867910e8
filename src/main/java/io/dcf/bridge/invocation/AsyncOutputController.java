package io.dcf.bridge.invocation;

import io.dcf.bridge.async.InvocationQueue;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.route.Routes;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The outputs of asynchronous invocations. */
@RestController
class AsyncOutputController {

    private final InvocationQueue queue;
    private final VisibleInvocations invocations;
    private final ResponseHeaders responseHeaders;

    AsyncOutputController(InvocationQueue queue, VisibleInvocations invocations, ResponseHeaders responseHeaders) {
        this.queue = queue;
        this.invocations = invocations;
        this.responseHeaders = responseHeaders;
    }

    /**
     * Read the output of an asynchronous invocation. The response has the bytes, the type, the status and the headers that the function
     * returned.
     *
     * @param id the id of the invocation
     */
    @GetMapping(Routes.ASYNC_OUTPUT_PATH)
    void readOutput(
            @PathVariable @Schema(example = InvocationLinks.EXAMPLE, pattern = InvocationLinks.FORM) String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        InvocationStatus status = invocations.find(id);
        FunctionOutput output = queue.output(id).orElseThrow(() -> new ProblemException(withoutOutput(status)));
        RequestPermits.of(request).adjustMemory(output.bytes().length);
        if (output.headers() != null) {
            responseHeaders.write(output.headers(), response);
        }
        OutputWriter.write(output, OutputWriter.wantsBytes(request), response);
    }

    private static Problem withoutOutput(InvocationStatus status) {
        String state = status.state().text();
        if (!status.state().isFinal()) {
            return Problem.of(ProblemType.INVOCATION_STATE, "The invocation has not ended: it is " + state + ".")
                    .hint("Wait for a final state: ?wait=30s.");
        }
        return Problem.of(ProblemType.NO_OUTPUT, "The invocation has no output: it is " + state + ".")
                .hint(status.state() == InvocationState.FAILED ? "Its state has the problem." : null);
    }
}
