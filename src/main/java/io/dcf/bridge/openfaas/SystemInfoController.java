package io.dcf.bridge.openfaas;

import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the bridge, its health, and its one namespace. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class SystemInfoController {

    /** Not "faasd": certifier would leave out most of its tests. */
    private static final String PROVIDER = "dcf-bridge";

    private static final String NAMESPACE_PATH = Routes.SYSTEM_NAMESPACE_PATH + "/{*namespace}";

    private final BuildProperties build;
    private final GatewayProperties gateway;
    private final HealthEndpoint health;

    SystemInfoController(BuildProperties build, GatewayProperties gateway, HealthEndpoint health) {
        this.build = build;
        this.gateway = gateway;
        this.health = health;
    }

    @GetMapping(Routes.SYSTEM_INFO_PATH)
    GatewayDescription info() {
        String release = Objects.requireNonNullElse(build.getVersion(), "unknown");
        var version = new GatewayDescription.Version("DCF Bridge " + release, release, release);
        var provider = new GatewayDescription.Provider(
                PROVIDER, version, gateway.dialect().toString());
        return new GatewayDescription(provider, version, System.getProperty("os.arch"));
    }

    /** Ready or not, without a body. */
    @GetMapping(Routes.HEALTHZ_PATH)
    ResponseEntity<Void> health() {
        var readiness = health.healthForPath("readiness");
        boolean ready = readiness != null && Status.UP.equals(readiness.getStatus());
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .build();
    }

    @GetMapping(Routes.SYSTEM_NAMESPACES_PATH)
    List<String> namespaces() {
        return List.of(OnlyNamespace.NAME);
    }

    @GetMapping(NAMESPACE_PATH)
    Map<String, String> namespace(@PathVariable String namespace) {
        OnlyNamespace.require(namespace.substring(1));
        return Map.of("name", OnlyNamespace.NAME);
    }

    @RequestMapping(NAMESPACE_PATH)
    void changeNamespace() {
        throw new ProblemException(
                Problem.of(ProblemType.NOT_IMPLEMENTED, "Namespaces cannot be created, changed or deleted.")
                        .hint("The only namespace is " + OnlyNamespace.NAME + "."));
    }
}
