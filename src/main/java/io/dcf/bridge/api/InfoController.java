package io.dcf.bridge.api;

import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.health.GatewayFinding;
import io.dcf.bridge.health.GatewayProbe;
import io.dcf.bridge.management.GatewayInfo;
import io.dcf.bridge.route.Routes;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the bridge and its gateway. */
@RestController
class InfoController {

    private final GatewayInfo info;
    private final GatewayProbe probe;
    private final GatewayProperties properties;
    private final BuildProperties build;

    InfoController(GatewayInfo info, GatewayProbe probe, GatewayProperties properties, BuildProperties build) {
        this.info = info;
        this.probe = probe;
        this.properties = properties;
        this.build = build;
    }

    /**
     * Describe the bridge and its gateway. The operation also works without a gateway.
     *
     * @return the version of the bridge, the dialect, and the state of the gateway
     */
    @GetMapping(path = Routes.INFO_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    BridgeInfo info() {
        GatewayFinding found = probe.run(properties.deadline());
        return new BridgeInfo(
                String.valueOf(build.getVersion()),
                properties.dialect().toString(),
                properties.serviceName(),
                found,
                found.answers() ? info.read().orElse(null) : null);
    }
}
