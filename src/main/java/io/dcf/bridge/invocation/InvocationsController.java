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

/** Runs functions: the body is the input, byte for byte, and so is the answer the output. */
@RestController
class InvocationsController {

    private final Invocations invocations;

    InvocationsController(Invocations invocations) {
        this.invocations = invocations;
    }

    /**
     * Run a function once. The body, whatever its type, is the input, of 4 MiB at most, decoded where its Content-Encoding is gzip; the answer's body is the output,
     * which has to be UTF-8: a gateway's Invoke can carry no other bytes, and says so with a 502. With Accept: application/octet-stream the output may be
     * any bytes, from a gateway that has Invokes, and comes as exactly these. A function that speaks HTTP, before a gateway that carries it as the bridge's own
     * does, takes any method here and any path below, with query and headers, and answers with any status, headers and type, also piece by piece: redirects, server-sent events,
     * files. Such requests differ with each function, so that they are no operations of this document.
     *
     * @param name the function's name
     */
    @ApiInvocation
    @PostMapping(Routes.INVOCATIONS_PATH)
    void invoke(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        invocations.answer(name, request, response);
    }

    /**
     * Run a function once, at its trigger address. The same as POST /api/v1/functions/{name}/invocations, at the address that triggers have always used.
     * It is documented as taking and answering bytes, for generated clients. A function that speaks HTTP also takes all other methods here, and at
     * /function/NAME/PATH.
     *
     * @param name the function's name
     */
    @ApiTrigger
    @PostMapping(Routes.TRIGGER_PATH)
    void trigger(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        invocations.answer(name, request, response);
    }
}
