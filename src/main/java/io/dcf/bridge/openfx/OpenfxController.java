package io.dcf.bridge.openfx;

import io.dcf.bridge.function.FunctionDefinition;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.http.LenientJson;
import io.dcf.bridge.management.FunctionChanges;
import io.dcf.bridge.management.FunctionReads;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.dcf.bridge.security.FunctionAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Manages functions as OpenFx's gateway does. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFX)
class OpenfxController {

    private final FunctionReads functions;
    private final FunctionChanges changes;
    private final FunctionAccess access;
    private final LenientJson json;

    OpenfxController(FunctionReads functions, FunctionChanges changes, FunctionAccess access, LenientJson json) {
        this.functions = functions;
        this.changes = changes;
        this.access = access;
        this.json = json;
    }

    @GetMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    ResponseEntity<FxFunction.Many> list() {
        return FxAnswer.of(new FxFunction.Many(functions.list().stream()
                .filter(function -> access.allows(function.name()))
                .map(FxFunction::of)
                .toList()));
    }

    @PostMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    ResponseEntity<FxMessage> deploy(HttpServletRequest request) throws IOException {
        changes.deploy(definition(request));
        return FxAnswer.of(FxMessage.OK);
    }

    @PutMapping(Routes.SYSTEM_FUNCTIONS_PATH)
    ResponseEntity<FxMessage> update(HttpServletRequest request) throws IOException {
        changes.update(definition(request));
        return FxAnswer.of(FxMessage.OK);
    }

    private FunctionDefinition definition(HttpServletRequest request) throws IOException {
        FunctionDefinition definition = json.read(request, FxDefinition.class).definition();
        access.require(definition.service().value());
        return definition;
    }

    @GetMapping(Routes.SYSTEM_FUNCTION_PATH)
    ResponseEntity<FxFunction> describe(@PathVariable FunctionName name) {
        return FxAnswer.of(FxFunction.of(functions.describe(name)));
    }

    @DeleteMapping(Routes.SYSTEM_FUNCTION_PATH)
    ResponseEntity<FxMessage> delete(@PathVariable FunctionName name) {
        changes.delete(name);
        return FxAnswer.of(FxMessage.OK);
    }

    @PutMapping(Routes.OPENFX_SCALE_PATH)
    ResponseEntity<FxMessage> scale(HttpServletRequest request) throws IOException {
        FxScale scale = json.read(request, FxScale.class);
        FunctionName name = scale.name();
        access.require(name.value());
        changes.scale(name, scale.scale());
        return FxAnswer.of(FxMessage.OK);
    }

    @GetMapping(Routes.OPENFX_LOG_PATH)
    ResponseEntity<FxMessage> log(@PathVariable FunctionName name) {
        return FxAnswer.of(FxMessage.log(name, functions.logs(name)));
    }
}
