package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.FunctionGateway;
import io.dcf.bridge.gateway.FunctionGateway.Applied;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deploys, describes, deletes and scales functions. */
@RestController
class FunctionsController {

    private final FunctionGateway gateway;
    private final ConditionalApply conditional;
    private final FunctionAccess access;

    FunctionsController(FunctionGateway gateway, ConditionalApply conditional, FunctionAccess access) {
        this.gateway = gateway;
        this.conditional = conditional;
        this.access = access;
    }

    /**
     * Deploy a new function. If the name is taken, the response is a 409; PUT replaces a function.
     *
     * @param definition the definition of the function
     * @return The function was deployed. The body is the accepted definition with its defaults, without registryAuth.
     */
    @PostMapping(
            path = Routes.FUNCTIONS_PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<FunctionDefinition> deploy(@RequestBody FunctionDefinition definition) {
        access.require(definition.service().value());
        gateway.deploy(definition);
        return ResponseEntity.created(FunctionLinks.of(definition.service())).body(definition);
    }

    /**
     * Describe a function. Returns its desired and available instances, the number of its invocations, its labels and annotations.
     *
     * @param name the name of the function
     * @return the state of the function
     */
    @GetMapping(path = Routes.FUNCTION_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    FunctionStatus describe(@PathVariable FunctionName name) {
        return gateway.describe(name);
    }

    /**
     * Deploy a function, or replace it if it exists. The operation is idempotent.
     *
     * @param name the name of the function; the service of the definition must be the same
     * @param ifNoneMatch an asterisk: only deploy, 412 if the function exists
     * @param ifMatch an asterisk: only replace, 412 if the function does not exist
     * @param definition the definition of the function
     * @return The function was replaced. The body is the accepted definition.
     */
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "201",
            description = "The function was deployed. The body is the accepted definition.",
            useReturnTypeSchema = true)
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
        return conditional.apply(definition, ifNoneMatch, ifMatch) == Applied.CREATED
                ? ResponseEntity.created(FunctionLinks.of(name)).body(definition)
                : ResponseEntity.ok(definition);
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
        gateway.delete(name);
    }

    /**
     * Set the number of instances of a function. minReplicas and maxReplicas of the definition limit only an autoscaler, not this operation.
     *
     * @param name the name of the function
     * @param scale the number of instances; 0 stops the function and keeps its definition
     * @return The number was set.
     */
    @PutMapping(
            path = Routes.REPLICAS_PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Scale scale(@PathVariable FunctionName name, @RequestBody Scale scale) {
        gateway.scale(name, scale);
        return scale;
    }
}
