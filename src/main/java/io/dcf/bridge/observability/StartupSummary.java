package io.dcf.bridge.observability;

import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.limit.Capacity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The URLs and main settings of the running bridge, for the {@link StartupBanner}. */
@Component
final class StartupSummary {

    private final Environment environment;
    private final GatewayProperties gateway;
    private final SecurityProperties security;
    private final Capacity capacity;
    private final Optional<InetSocketAddress> embedded;
    private final Optional<Path> directory;

    StartupSummary(
            Environment environment,
            GatewayProperties gateway,
            SecurityProperties security,
            Capacity capacity,
            @Qualifier("gatewayAddress") Optional<InetSocketAddress> embedded,
            @Qualifier("gatewayDirectory") Optional<Path> directory) {
        this.environment = environment;
        this.gateway = gateway;
        this.security = security;
        this.capacity = capacity;
        this.embedded = embedded;
        this.directory = directory;
    }

    /**
     * A line of the banner, or a field of a structured log.
     *
     * @param label what the line begins with
     * @param field the name of the field
     */
    record Entry(String label, String field, String value) {}

    /** In the order of the banner. */
    List<Entry> entries() {
        String url = url();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("Console", "console", url + "console/"));
        entries.add(new Entry("API", "api", url + "api/v1"));
        if (environment.getProperty("springdoc.api-docs.enabled", Boolean.class, true)) {
            if (environment.getProperty("springdoc.swagger-ui.enabled", Boolean.class, true)) {
                entries.add(new Entry("Swagger UI", "swaggerUi", url + "swagger-ui/index.html"));
            }
            entries.add(new Entry("OpenAPI", "openapi", url + "v3/api-docs"));
        }
        entries.add(new Entry("Gateway", "gateway", gateway() + ", dialect " + gateway.dialect()));
        entries.add(new Entry("Data", "data", data()));
        entries.add(new Entry("Security", "security", security()));
        entries.add(new Entry("Threads", "threads", threads()));
        return entries;
    }

    private String gateway() {
        return embedded.map(address -> "embedded, at " + address.getHostString() + ":" + address.getPort())
                .orElse(gateway.address());
    }

    private String security() {
        return security.mode() == SecurityMode.NONE ? "none: all clients have access" : String.valueOf(security.mode());
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
