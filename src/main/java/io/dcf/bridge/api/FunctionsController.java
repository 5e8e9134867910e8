package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionDescription;
import io.dcf.bridge.function.FunctionList;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.ListPosition;
import io.dcf.bridge.management.FunctionChanges;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists, describes and deletes functions. */
@RestController
class FunctionsController {

    private final FunctionReads functions;
    private final FunctionChanges changes;
    private final FunctionAccess access;

    FunctionsController(FunctionReads functions, FunctionChanges changes, FunctionAccess access) {
        this.functions = functions;
        this.changes = changes;
        this.access = access;
    }

    /**
     * List the deployed functions. Without a limit all of them are returned. If there are more, 'continue' and the Link header name the
     * next page.
     *
     * @param limit the maximum number of functions on a page
     * @param position where the page begins: the 'continue' of the previous page
     * @return the functions, sorted by name
     */
    @ApiResponse(
            responseCode = "200",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "The next page, with rel=\"next\". Absent on the last page.",
                            schema = @Schema(type = "string")))
    @GetMapping(path = Routes.FUNCTIONS_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<FunctionList> list(
            @RequestParam(required = false) @Schema(minimum = "1", example = "100") @Nullable Integer limit,
            @RequestParam(name = "continue", required = false) @Nullable ListPosition position,
            HttpServletRequest request) {
        if (limit == null ? request.getParameter("limit") != null : limit < 1) {
            throw new InvalidException("/limit", "must be a whole number, 1 or more");
        }
        List<FunctionStatus> allowed = functions.list().stream()
                .filter(function -> access.allows(function.name()))
                .toList();
        FunctionList page = FunctionList.page(allowed, position, limit == null ? Integer.MAX_VALUE : limit);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (limit != null && page.position() != null) {
            response.header(HttpHeaders.LINK, FunctionLinks.next(limit, page.position()));
        }
        return response.body(page);
    }

    /**
     * Describe a function. Returns its desired and available instances, the number of its invocations, its labels and annotations; if the
     * gateway reports them, also its definition and the time of its deployment.
     *
     * @param name the name of the function
     * @return the state of the function
     */
    @GetMapping(path = Routes.FUNCTION_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    FunctionDescription describe(@PathVariable FunctionName name) {
        return functions.description(name);
    }

    /**
     * Delete a function. Running invocations complete if the gateway allows it.
     *
     * @param name the name of the function
     */
    @ApiResponse(responseCode = "204", description = "The function was deleted.")
    @DeleteMapping(Routes.FUNCTION_PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable FunctionName name) {
        changes.delete(name);
    }
}
