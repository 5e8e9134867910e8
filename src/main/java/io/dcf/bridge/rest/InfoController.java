package io.dcf.bridge.rest;

import io.dcf.bridge.function.BridgeInfo;
import io.dcf.bridge.gateway.FunctionGateway;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What answers here. */
@RestController
class InfoController {

    private final FunctionGateway gateway;
    private final BuildProperties build;

    InfoController(FunctionGateway gateway, BuildProperties build) {
        this.gateway = gateway;
        this.build = build;
    }

    /**
     * Say what the bridge is and what gateway stands behind it.
     *
     * @return versions and dialect
     */
    @GetMapping(path = "/api/v1/info", produces = MediaType.APPLICATION_JSON_VALUE)
    BridgeInfo info() {
        return new BridgeInfo(
                String.valueOf(build.getVersion()),
                FunctionGateway.DIALECT,
                gateway.info().strip());
    }
}
