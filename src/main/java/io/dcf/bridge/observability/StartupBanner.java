package io.dcf.bridge.observability;

import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.limit.Capacity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the version, URLs and main settings once the bridge is ready. */
@Component
final class StartupBanner implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(StartupBanner.class);

    private final BuildProperties build;
    private final Environment environment;
    private final GatewayProperties gateway;
    private final SecurityProperties security;
    private final Capacity capacity;
    private final Optional<InetSocketAddress> embedded;
    private final Optional<Path> directory;

    StartupBanner(
            BuildProperties build,
            Environment environment,
            GatewayProperties gateway,
            SecurityProperties security,
            Capacity capacity,
            @Qualifier("gatewayAddress") Optional<InetSocketAddress> embedded,
            @Qualifier("gatewayDirectory") Optional<Path> directory) {
        this.build = build;
        this.environment = environment;
        this.gateway = gateway;
        this.security = security;
        this.capacity = capacity;
        this.embedded = embedded;
        this.directory = directory;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        log.info(
                """
                DCF Bridge {}
                  API         {}api/v1
                  Swagger UI  {}
                  Gateway     {}, dialect {}
                  Data        {}
                  Security    {}
                  Threads     {}""",
                build.getVersion(),
                url(),
                url(),
                embedded.map(address -> "embedded, at " + address.getHostString() + ":" + address.getPort())
                        .orElse(gateway.address()),
                gateway.dialect(),
                data(),
                security.mode() == SecurityMode.NONE ? "none: all clients have access" : security.mode(),
                threads());
    }

    private String threads() {
        return Threading.VIRTUAL.isActive(environment)
                ? "virtual, one for each of up to " + capacity.requests() + " requests"
                : "a pool for up to " + capacity.requests() + " requests; JDK 21 has virtual threads for more";
    }

    private String data() {
        if (embedded.isEmpty()) {
            return "in the gateway";
        }
        if ("kubernetes".equalsIgnoreCase(environment.getProperty("bridge.embedded.engine"))) {
            return "in the cluster";
        }
        return directory.map(path -> "in " + path).orElse("in memory: functions are lost when the bridge stops");
    }

    private String url() {
        String address = environment.getProperty("server.address", "localhost");
        return String.format(
                Locale.ROOT,
                "http://%s:%s%s%s/",
                address.equals("127.0.0.1") || address.equals("0.0.0.0") ? "localhost" : address,
                environment.getProperty("local.server.port"),
                environment.getProperty("server.servlet.context-path", ""),
                environment.getProperty("spring.mvc.servlet.path", ""));
    }
}
