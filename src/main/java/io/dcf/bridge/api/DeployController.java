package io.dcf.bridge.api;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.management.Applied;
import io.dcf.bridge.management.FunctionChanges;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deploys, replaces and scales functions. */
@RestController
@RequestMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
class DeployController {

    private final FunctionChanges changes;
    private final ConditionalApply conditional;
    private final FunctionAccess access;

    DeployController(FunctionChanges changes, ConditionalApply conditional, FunctionAccess access) {
        this.changes = changes;
        this.conditional = conditional;
        this.access = access;
    }

    /**
     * Deploy a new function. If the name is taken, the response is a 409; PUT replaces a function.
     *
     * @param definition the definition of the function
     * @return The function was deployed. The body is the accepted definition with its defaults, without registryAuth.
     */
    @PostMapping(Routes.FUNCTIONS_PATH)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<FunctionDefinition> deploy(@RequestBody FunctionDefinition definition) {
        access.require(definition.service().value());
        changes.deploy(definition);
        return ResponseEntity.created(FunctionLinks.of(definition.service())).body(definition);
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
    @PutMapping(Routes.FUNCTION_PATH)
    ResponseEntity<FunctionDefinition> apply(
            @PathVariable FunctionName name,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody FunctionDefinition definition) {
        if (!definition.service().equals(name)) {
            throw new InvalidException("/service", "must be '" + name + "', as in the path");
        }
        return conditional.apply(definition, ifNoneMatch, ifMatch) == Applied.CREATED
                ? ResponseEntity.created(FunctionLinks.of(name)).body(definition)
                : ResponseEntity.ok(definition);
    }

    /**
     * Set the number of instances of a function. minReplicas and maxReplicas of the definition limit only an autoscaler, not this operation.
     *
     * @param name the name of the function
     * @param scale the number of instances; 0 stops the function and keeps its definition
     * @return The number was set.
     */
    @PutMapping(Routes.REPLICAS_PATH)
    Scale scale(@PathVariable FunctionName name, @RequestBody Scale scale) {
        changes.scale(name, scale);
        return scale;
    }
}
