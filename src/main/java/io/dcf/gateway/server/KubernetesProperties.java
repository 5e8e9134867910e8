package io.dcf.gateway.server;

import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.manifest.KubernetesSettings;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pods of the engine kubernetes run.
 *
 * @param namespace where functions are deployed; the gateway's own where empty.
 * @param runAsNonRoot refuses images that run as root.
 * @param readOnlyRoot makes the file system of functions read-only, but for /tmp.
 * @param maxWaiting how many calls of a function that is scaled to 0 may wait for its first replica.
 */
record KubernetesProperties(
        @DefaultValue("")
        @Pattern(
                regexp = "([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?",
                message = "must be a namespace's name, such as functions")
        String namespace,

        @DefaultValue("false") boolean runAsNonRoot,
        @DefaultValue("false") boolean readOnlyRoot,

        @DefaultValue("100") @Min(value = 1, message = "must be 1 or more")
        int maxWaiting) {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    KubernetesSettings settings(Protocol protocol) {
        return new KubernetesSettings(namespace, runAsNonRoot, readOnlyRoot, maxWaiting, protocol, INTERVAL);
    }
}
