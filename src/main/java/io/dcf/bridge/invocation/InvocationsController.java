package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.openapi.ApiInvocation;
import io.dcf.bridge.openapi.ApiTrigger;
import io.dcf.bridge.route.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs functions. The request body is the input and the response body the output, byte for byte. */
@RestController
class InvocationsController {

    private final Invocations invocations;

    InvocationsController(Invocations invocations) {
        this.invocations = invocations;
    }

    /**
     * Run a function once. The request body is the input, of any type and at most 4 MiB; gzip is decoded if Content-Encoding is gzip. The
     * response body is the output, any bytes as well. A gateway that has no Invokes limits it to UTF-8; other output is then usually a 502.
     * A function that speaks HTTP, behind the embedded gateway or one that passes HTTP on as it does, gets the whole request: any method, any
     * path below this one, query and headers. It returns any status, headers and type, also piece by piece, such as redirects, files and
     * server-sent events. These requests depend on the function and are not operations of this document.
     *
     * @param name the name of the function
     */
    @ApiInvocation
    @PostMapping(Routes.INVOCATIONS_PATH)
    void invoke(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        invocations.answer(name, request, response);
    }

    /**
     * Run a function at its trigger address. The operation is the same as POST /api/v1/functions/{name}/invocations; in this document its first
     * type is bytes, which generated clients then send and return. A function that speaks HTTP also gets requests with any other method, and
     * those to /function/{name}/{path}, where the path may have any number of segments.
     *
     * @param name the name of the function
     */
    @ApiTrigger
    @PostMapping(Routes.TRIGGER_PATH)
    void trigger(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        invocations.answer(name, request, response);
    }
}
