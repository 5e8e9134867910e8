package io.dcf.bridge.openfaas;

import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Scale;
import io.dcf.bridge.http.LenientJson;
import io.dcf.bridge.http.PathFunction;
import io.dcf.bridge.management.FunctionChanges;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Manages functions. A change is answered with 202 and no body, for which OpenFaaS's clients look. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class SystemFunctionsController {

    private final FunctionReads functions;
    private final FunctionChanges changes;
    private final FunctionAccess access;
    private final LenientJson json;
    private final GatewayProperties gateway;

    SystemFunctionsController(
            FunctionReads functions,
            FunctionChanges changes,
            FunctionAccess access,
            LenientJson json,
            GatewayProperties gateway) {
        this.functions = functions;
        this.changes = changes;
        this.access = access;
        this.json = json;
        this.gateway = gateway;
    }

    /** The function to delete. */
    record Deletion(@Nullable String functionName, @Nullable String namespace) {}

    /** The number of replicas. */
    record Replicas(@Nullable Integer replicas, @Nullable String namespace) {}

    @GetMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    List<DeployedFunction> list(@RequestParam(required = false) @Nullable String namespace) {
        OnlyNamespace.require(namespace);
        return functions.descriptions().stream()
                .filter(function -> access.allows(function.status().name()))
                .map(DeployedFunction::of)
                .toList();
    }

    @GetMapping(Routes.SYSTEM_FUNCTION_PATH)
    DeployedFunction describe(@RequestParam(required = false) @Nullable String namespace, HttpServletRequest request) {
        OnlyNamespace.require(namespace);
        return DeployedFunction.of(functions.description(PathFunction.of(request)));
    }

    @PostMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void deploy(HttpServletRequest request) throws IOException {
        changes.deploy(definition(request));
    }

    @PutMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void update(HttpServletRequest request) throws IOException {
        changes.update(definition(request));
    }

    private FunctionDefinition definition(HttpServletRequest request) throws IOException {
        FunctionDeployment deployment = json.read(request, FunctionDeployment.class);
        FunctionDefinition definition = deployment.definition(gateway.dialect().hasReplicaBounds());
        access.require(definition.service().value());
        OnlyNamespace.require(deployment.namespace());
        return definition;
    }

    @DeleteMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void delete(@RequestParam(required = false) @Nullable String namespace, HttpServletRequest request)
            throws IOException {
        Deletion deletion = json.read(request, Deletion.class);
        String name = Objects.requireNonNullElse(deletion.functionName(), "");
        if (name.isEmpty()) {
            throw new InvalidException("/functionName", "is required");
        }
        access.require(name);
        OnlyNamespace.require(namespace, deletion.namespace());
        changes.delete(PathFunction.of(name));
    }

    @PostMapping(Routes.SYSTEM_SCALE_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void scale(HttpServletRequest request) throws IOException {
        Replicas scale = json.read(request, Replicas.class); // first, since Tomcat may read parameters from the body
        OnlyNamespace.require(request.getParameter("namespace"), scale.namespace());
        FunctionName name = PathFunction.of(request);
        if (scale.replicas() == null) {
            throw new InvalidException("/replicas", "is required");
        }
        changes.scale(name, new Scale(scale.replicas()));
    }
}
