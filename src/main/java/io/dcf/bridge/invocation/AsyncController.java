package io.dcf.bridge.invocation;

import io.dcf.bridge.async.InvocationQueue;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.ListPosition;
import io.dcf.bridge.http.AcceptHeader;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.InvocationList;
import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.route.Routes;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Asynchronous invocations: their states, and what clients can do with them. */
@RestController
class AsyncController {

    private static final List<String> TYPES =
            List.of(MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE);
    private static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    private final InvocationQueue queue;
    private final VisibleInvocations invocations;
    private final InvocationFollower follower;

    AsyncController(InvocationQueue queue, VisibleInvocations invocations, InvocationFollower follower) {
        this.queue = queue;
        this.invocations = invocations;
        this.follower = follower;
    }

    /**
     * List asynchronous invocations, the newest first. The list has only those of functions that the caller may invoke. If there are more,
     * 'continue' and the Link header name the next page.
     *
     * @param function returns only invocations of this function
     * @param state returns only invocations in this state
     * @param limit the maximum number of invocations on a page, at most 1000; by default 100
     * @param position where the page begins: the 'continue' of the previous page
     * @return the invocations
     */
    @ApiResponse(
            responseCode = "200",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "The next page, with rel=\"next\". Absent on the last page.",
                            schema = @Schema(type = "string")))
    @GetMapping(path = Routes.ASYNC_INVOCATIONS_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<InvocationList> listInvocations(
            @RequestParam(required = false) @Nullable FunctionName function,
            @RequestParam(required = false) @Schema(implementation = InvocationState.class) @Nullable String state,
            @RequestParam(required = false) @Schema(minimum = "1", maximum = "1000", example = "100") @Nullable
                    Integer limit,
            @RequestParam(name = "continue", required = false) @Nullable ListPosition position,
            HttpServletRequest request) {
        int most = limit == null ? DEFAULT_LIMIT : limit;
        if (most < 1 || most > MAX_LIMIT) {
            throw new InvalidException("/limit", "must be a whole number from 1 to " + MAX_LIMIT);
        }
        InvocationState wanted = state == null ? null : InvocationState.of(state);
        List<InvocationStatus> found = invocations.list(
                function == null ? null : function.value(),
                wanted,
                position == null ? null : position.name(),
                most + 1);
        if (found.size() <= most) {
            return ResponseEntity.ok(new InvocationList(found, null));
        }
        String next = new ListPosition(found.get(most - 1).id()).toString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, InvocationLinks.next(request, function, wanted, most, next))
                .body(new InvocationList(found.subList(0, most), next));
    }

    /**
     * Read the state of an asynchronous invocation. With Accept: text/event-stream each change is sent as an event 'state', until the state
     * is final.
     *
     * @param id the id of the invocation
     * @param wait waits up to this time for a final state, such as 30s; at most 5m
     * @return the state of the invocation
     */
    @GetMapping(
            path = Routes.ASYNC_INVOCATION_PATH,
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    InvocationStatus getInvocation(
            @PathVariable @Schema(example = InvocationLinks.EXAMPLE, pattern = InvocationLinks.FORM) String id,
            @RequestParam(required = false) @Nullable WaitTime wait,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (MediaType.TEXT_EVENT_STREAM_VALUE.equals(AcceptHeader.of(request.getHeader(HttpHeaders.ACCEPT), TYPES))
                && !"HEAD".equals(request.getMethod())) {
            follower.follow(id, request, response);
            return null; // the response is complete
        }
        return wait == null ? invocations.find(id) : follower.await(id, wait.time(), request);
    }

    /**
     * Cancel an asynchronous invocation. If it runs, the call of the function is cancelled within two seconds.
     *
     * @param id the id of the invocation
     * @return the state of the invocation
     */
    @DeleteMapping(path = Routes.ASYNC_INVOCATION_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    InvocationStatus cancelInvocation(
            @PathVariable @Schema(example = InvocationLinks.EXAMPLE, pattern = InvocationLinks.FORM) String id) {
        InvocationStatus status = invocations.find(id);
        if (!queue.cancel(id)) {
            throw new ProblemException(Problem.of(
                    ProblemType.INVOCATION_STATE,
                    "The invocation has ended: it is "
                            + invocations.find(status.id()).state().text() + "."));
        }
        return invocations.find(id);
    }

    /**
     * Run an asynchronous invocation again that has failed or was cancelled. Its input, and its number of attempts, are those of the first
     * time.
     *
     * @param id the id of the invocation
     * @return the state of the invocation
     */
    @ApiResponse(
            responseCode = "202",
            description = "The invocation is queued.",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            description = "The path of the invocation.",
                            required = true,
                            schema = @Schema(type = "string")))
    @PostMapping(path = Routes.ASYNC_RETRY_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<InvocationStatus> retryInvocation(
            @PathVariable @Schema(example = InvocationLinks.EXAMPLE, pattern = InvocationLinks.FORM) String id,
            HttpServletRequest request) {
        InvocationStatus status = invocations.find(id);
        if (!queue.retry(status)) {
            throw new ProblemException(Problem.of(
                            ProblemType.INVOCATION_STATE,
                            "The invocation is " + invocations.find(id).state().text() + ".")
                    .hint("Only invocations that have failed or were cancelled can run again."));
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, InvocationLinks.of(request, id))
                .body(invocations.find(id));
    }
}
