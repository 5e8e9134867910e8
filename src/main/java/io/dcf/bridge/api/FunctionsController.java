package io.dcf.bridge.api;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionList;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.ListPosition;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.FunctionGateway;
import io.dcf.bridge.gateway.FunctionGateway.Applied;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What is deployed, and how many of it run. */
@RestController
class FunctionsController {

    private static final String ANY = "*";

    private final FunctionGateway gateway;

    private final FunctionAccess access;

    FunctionsController(FunctionGateway gateway, FunctionAccess access) {
        this.gateway = gateway;
        this.access = access;
    }

    /**
     * List the deployed functions. All of them where there is no limit; a page that has more behind it says where to go on, in 'continue' and in
     * Link.
     *
     * @param limit how many functions at most
     * @param position where to go on: the 'continue' of the page before
     * @return functions, sorted by name
     */
    @ApiResponse(
            responseCode = "200",
            useReturnTypeSchema = true,
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "the next page, as rel=\"next\"; absent on the last one",
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
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.position() != null) {
            String next = Routes.FUNCTIONS_PATH + "?limit=" + limit + "&continue=" + page.position();
            answer.header(HttpHeaders.LINK, "<" + mappedPath() + next + ">; rel=\"next\"");
        }
        return answer.body(page);
    }

    /**
     * Deploy a new function. A name that is taken is refused; PUT replaces.
     *
     * @param definition what the function is to be
     * @return deployed; the definition as accepted, with defaults filled in and without registryAuth
     */
    @PostMapping(
            path = Routes.FUNCTIONS_PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<FunctionDefinition> deploy(@RequestBody FunctionDefinition definition) {
        access.require(definition.service().value());
        gateway.deploy(definition);
        return ResponseEntity.created(location(definition.service())).body(definition);
    }

    /**
     * Describe a function. How many of its instances were asked for and can serve, how often it was invoked, and what it is labelled with.
     *
     * @param name the function's name
     * @return the function's state
     */
    @GetMapping(path = Routes.FUNCTION_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    FunctionStatus describe(@PathVariable FunctionName name) {
        return gateway.describe(name);
    }

    /**
     * Deploy a function, or replace it where it exists. Sending the same definition twice is the same as sending it once.
     *
     * @param name the function's name; the definition's service has to be the same
     * @param ifNoneMatch an asterisk only creates: 412 where the function exists
     * @param ifMatch an asterisk only replaces: 412 where the function does not exist
     * @param definition what the function is to be
     * @return replaced; the definition as accepted
     */
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "deployed; the definition as accepted", useReturnTypeSchema = true)
    @PutMapping(
            path = Routes.FUNCTION_PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<FunctionDefinition> apply(
            @PathVariable FunctionName name,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody FunctionDefinition definition) {
        if (!definition.service().equals(name)) {
            throw new InvalidException(List.of(new Violation("/service", "must be '" + name + "', as in the path")));
        }
        return apply(definition, ifNoneMatch, ifMatch) == Applied.CREATED
                ? ResponseEntity.created(location(name)).body(definition)
                : ResponseEntity.ok(definition);
    }

    /**
     * Delete a function. Its invocations that are under way go on to their end where the gateway lets them.
     *
     * @param name the function's name
     */
    @DeleteMapping(Routes.FUNCTION_PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable FunctionName name) {
        gateway.delete(name);
    }

    /**
     * Set how many instances of a function run. minReplicas and maxReplicas bound what an autoscaler chooses, not this.
     *
     * @param name the function's name
     * @param scale how many; 0 stops the function without forgetting it
     * @return scaled
     */
    @PutMapping(
            path = Routes.REPLICAS_PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Scale scale(@PathVariable FunctionName name, @RequestBody Scale scale) {
        gateway.scale(name, scale);
        return scale;
    }

    /** Definitions carry no entity tags, so a tag in If-Match never matches, and one in If-None-Match never hinders. */
    private Applied apply(FunctionDefinition definition, @Nullable String ifNoneMatch, @Nullable String ifMatch) {
        if (ifMatch != null && (!ANY.equals(ifMatch) || ANY.equals(ifNoneMatch))) {
            throw preconditionFailed(
                    "No function can meet this If-Match" + (ifNoneMatch == null ? "." : " and If-None-Match."));
        } else if (ANY.equals(ifNoneMatch)) {
            return create(definition);
        }
        return ifMatch == null ? gateway.apply(definition) : replace(definition);
    }

    private Applied create(FunctionDefinition definition) {
        try {
            gateway.deploy(definition);
            return Applied.CREATED;
        } catch (GatewayException e) {
            throw e.isTakenName() ? preconditionFailed(e.detail()) : e;
        }
    }

    private Applied replace(FunctionDefinition definition) {
        try {
            gateway.update(definition);
            return Applied.UPDATED;
        } catch (GatewayException e) {
            throw e.isUnknownFunction() ? preconditionFailed(e.detail()) : e;
        }
    }

    private static ProblemException preconditionFailed(String detail) {
        return new ProblemException(Problem.of(412, detail)
                .hint("If-None-Match: * only creates, If-Match: * only replaces; without them the function is"
                        + " deployed or replaced."));
    }

    private static URI location(FunctionName name) {
        return URI.create(mappedPath() + Routes.FUNCTIONS_PATH + "/" + name);
    }

    private static String mappedPath() {
        String path =
                ServletUriComponentsBuilder.fromCurrentServletMapping().build().getPath();
        return path == null ? "" : path;
    }
}
