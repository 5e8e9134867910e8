package io.dcf.bridge.api;

import io.dcf.bridge.breaker.BreakerStatus;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.health.GatewayFinding;
import io.dcf.bridge.health.GatewayProbe;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.management.GatewayInfo;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.dcf.bridge.security.FunctionAccess;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the bridge and its gateway. */
@RestController
class InfoController {

    /** How the gateway that we ship describes itself. */
    private static final Pattern ENGINE = Pattern.compile("embedded gateway; engine ([a-z]+):");

    private final GatewayInfo info;
    private final GatewayProbe probe;
    private final GatewayProperties properties;
    private final BuildProperties build;
    private final Breakers breakers;
    private final RequestLimiter limits;
    private final FunctionAccess access;
    private final ApplicationContext context;

    InfoController(
            GatewayInfo info,
            GatewayProbe probe,
            GatewayProperties properties,
            BuildProperties build,
            Breakers breakers,
            RequestLimiter limits,
            FunctionAccess access,
            ApplicationContext context) {
        this.info = info;
        this.probe = probe;
        this.properties = properties;
        this.build = build;
        this.breakers = breakers;
        this.limits = limits;
        this.access = access;
        this.context = context;
    }

    /**
     * Describe the bridge and its gateway. The operation also works without a gateway.
     *
     * @return the version of the bridge, the dialect, the state of the gateway, circuit breakers and limits
     */
    @GetMapping(path = Routes.INFO_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    BridgeInfo info() {
        GatewayFinding found = probe.run(properties.deadline());
        String gateway = found.answers() ? info.read().orElse(null) : null;
        return new BridgeInfo(
                String.valueOf(build.getVersion()),
                Instant.ofEpochMilli(context.getStartupDate()),
                properties.dialect().toString(),
                properties.serviceName(),
                SystemApi.of(context.getEnvironment()).toString(),
                found,
                gateway,
                engine(gateway),
                visibleBreakers(),
                limits.use());
    }

    private static @Nullable String engine(@Nullable String gateway) {
        Matcher engine = ENGINE.matcher(gateway == null ? "" : gateway);
        return engine.lookingAt() ? engine.group(1) : null;
    }

    private List<BreakerStatus> visibleBreakers() {
        return breakers.statuses().stream()
                .filter(breaker -> breaker.function() == null || access.allows(breaker.function()))
                .toList();
    }
}
