package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionList;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.ListPosition;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.FunctionGateway;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists functions, page by page. */
@RestController
class FunctionListController {

    private final FunctionGateway gateway;
    private final FunctionAccess access;

    FunctionListController(FunctionGateway gateway, FunctionAccess access) {
        this.gateway = gateway;
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
            throw new InvalidException(List.of(new Violation("/limit", "must be a whole number, 1 or more")));
        }
        List<FunctionStatus> allowed = gateway.list().stream()
                .filter(function -> access.allows(function.name()))
                .toList();
        FunctionList page = FunctionList.page(allowed, position, limit == null ? Integer.MAX_VALUE : limit);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (limit != null && page.position() != null) {
            response.header(HttpHeaders.LINK, FunctionLinks.next(limit, page.position()));
        }
        return response.body(page);
    }
}
